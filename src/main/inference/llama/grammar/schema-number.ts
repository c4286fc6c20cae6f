import type { Keywords } from './merge-schemas.ts';
import { integerRange, numberRange } from './number-range.ts';
import { schemaError } from './schema-error.ts';

/** How a number of a schema is written; the name of a rule where it has no limits. @throws EngineError `unsupported` */
export function numberBody(type: 'integer' | 'number', schema: Keywords, at: string): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const limits = [minimum, maximum, exclusiveMinimum, exclusiveMaximum];
  if (limits.every((limit) => typeof limit !== 'number')) return type;
  const least = Math.max(numberOr(minimum, -Infinity), above(exclusiveMinimum, type));
  const most = Math.min(numberOr(maximum, Infinity), -above(negated(exclusiveMaximum), type));
  const range = type === 'integer' ? integerRange(least, most) : numberRange(least, most);
  if (range === null) throw schemaError(at, 'no number lies within its limits');
  return range;
}

/** The next number that can be promised to be above an exclusive limit. */
function above(limit: unknown, type: 'integer' | 'number'): number {
  if (typeof limit !== 'number') return -Infinity;
  return type === 'integer' ? Math.floor(limit) + 1 : limit + Math.max(1e-3, Math.abs(limit) * 1e-3);
}

function negated(limit: unknown): unknown {
  return typeof limit === 'number' ? -limit : limit;
}

export function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
