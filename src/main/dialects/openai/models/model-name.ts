import { DEFAULT_MODEL } from '../../../domain/models/named-models.ts';

const CHARACTER_PREFIX = 'tomo/';

/** What programs ask for that were made for OpenAI and never asked which models there are. */
const OPENAI_NAME = /^(openai\/)?(gpt-|chatgpt-|o\d(-|$)|davinci|babbage|text-davinci|codex-)/i;

export type NamedModel = { kind: 'model'; name: string } | { kind: 'character'; id: string };

/** Whom a `model` means: a character, or a model of Tomo's; names of OpenAI's models mean the one in use. */
export function modelNamed(name: string): NamedModel {
  if (name.startsWith(CHARACTER_PREFIX))
    return { kind: 'character', id: name.slice(CHARACTER_PREFIX.length) };
  return { kind: 'model', name: OPENAI_NAME.test(name) ? DEFAULT_MODEL : name };
}

export function characterModelName(characterId: string): string {
  return `${CHARACTER_PREFIX}${characterId}`;
}
