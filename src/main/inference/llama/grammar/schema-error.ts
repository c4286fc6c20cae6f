import { EngineError } from '../../engine-error.ts';

/** What a JSON schema asks for and a grammar cannot promise. @param at a JSON pointer into the schema */
export function schemaError(at: string, message: string): EngineError {
  return new EngineError('unsupported', `The JSON schema${at === '' ? '' : ` at '${at}'`}: ${message}.`);
}
