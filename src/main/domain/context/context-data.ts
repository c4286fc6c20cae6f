import { DomainError } from '../domain-error.ts';

export type JsonObject = { [key: string]: unknown };

/** Of one person, as JSON in UTF-8. */
const DATA_BYTES_MAX = 16_384;
const DATA_DEPTH_MAX = 8;

/**
 * What is known with what is said now: objects are merged, everything else takes the place of what was there, and null
 * removes it (JSON Merge Patch, RFC 7396).
 *
 * @throws DomainError `too_large`, `invalid` when it is nested too deep
 */
export function mergedData(known: JsonObject, said: JsonObject): JsonObject {
  if (depthOf(said) > DATA_DEPTH_MAX) {
    throw new DomainError('invalid', `Context may be nested ${DATA_DEPTH_MAX} deep at most`, {
      limit: DATA_DEPTH_MAX,
    });
  }
  const merged = merge(known, said);
  if (Buffer.byteLength(JSON.stringify(merged)) > DATA_BYTES_MAX) {
    throw new DomainError('too_large', `The context of a user may have ${DATA_BYTES_MAX} bytes at most`, {
      limit: DATA_BYTES_MAX,
    });
  }
  return merged;
}

function merge(known: JsonObject, said: JsonObject): JsonObject {
  const merged = new Map(Object.entries(known));
  for (const [key, value] of Object.entries(said)) {
    const before = merged.get(key);
    if (value === null) merged.delete(key);
    else if (isObject(value)) merged.set(key, merge(isObject(before) ? before : {}, value));
    else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
