import type { JsonSchema } from '../../llm.ts';
import { schemaError } from './schema-error.ts';

export type Keywords = { readonly [keyword: string]: unknown };

const RESTRICTING = [
  'properties',
  'required',
  'additionalProperties',
  'items',
  'prefixItems',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'allOf',
];

/** Whether a schema says anything that what stands beside it may not say already. */
export function restricts(schema: Keywords): boolean {
  return RESTRICTING.some((keyword) => schema[keyword] !== undefined);
}

/** One schema for several that must all fit, as far as they say different things. @throws EngineError `unsupported` */
export function mergeSchemas(schemas: readonly Keywords[], at: string): Keywords {
  let all: Keywords = {};
  for (const part of schemas) {
    for (const [keyword, value] of Object.entries(part)) {
      const before = all[keyword];
      if (before === undefined) all = { ...all, [keyword]: value };
      else if (keyword === 'properties') all = { ...all, properties: { ...before, ...(value as object) } };
      else if (keyword === 'required')
        all = { ...all, required: [...(before as string[]), ...(value as string[])] };
      else if (JSON.stringify(before) !== JSON.stringify(value) && !isAnnotation(keyword)) {
        throw schemaError(at, `'${keyword}' is said twice, and differently`);
      }
    }
  }
  return all;
}

function isAnnotation(keyword: string): boolean {
  return ['title', 'description', 'default', 'examples', '$comment', '$id', '$schema'].includes(keyword);
}

/** @param pointer `#`, `#/$defs/name`, … */
export function findSchema(root: JsonSchema, pointer: string, at: string): JsonSchema {
  if (!pointer.startsWith('#')) throw schemaError(at, `'${pointer.slice(0, 80)}' is not in this schema`);
  let here: unknown = root;
  for (const part of pointer.split('/').slice(1)) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    here =
      typeof here === 'object' && here !== null && Object.hasOwn(here, name)
        ? Reflect.get(here, name)
        : undefined;
  }
  if (here === undefined) throw schemaError(at, `there is nothing at '${pointer.slice(0, 80)}'`);
  return here as JsonSchema;
}
