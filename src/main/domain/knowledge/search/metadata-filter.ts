import { DomainError } from '../../domain-error.ts';

/**
 * Which documents a search may look at. A field is one of a document's metadata, or `document_id` or `filename`; its
 * value is what it must be, a list of what it may be, or bounds. Where the field itself is a list, one of its values
 * is enough.
 */
export type MetadataFilter = Readonly<Record<string, unknown>>;

type Scalar = string | number | boolean | null;
interface Bounds {
  gte?: string | number;
  gt?: string | number;
  lte?: string | number;
  lt?: string | number;
  ne?: Scalar;
}

const BOUNDS = ['gte', 'gt', 'lte', 'lt', 'ne'];
const FIELDS_MAX = 50;

/**
 * @returns a test for the fields of a document
 * @throws DomainError `invalid` where the filter makes no sense
 */
export function readFilter(filter: MetadataFilter): (fields: MetadataFilter) => boolean {
  const entries = Object.entries(filter);
  if (entries.length > FIELDS_MAX) throw invalid('', `has more than ${FIELDS_MAX} fields`);
  const tests = entries.map(([name, wanted]) => {
    const fits = testOf(name, wanted);
    return (fields: MetadataFilter) => {
      const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return Array.isArray(value) ? value.some(fits) : fits(value);
    };
  });
  return (fields) => tests.every((test) => test(fields));
}

function testOf(name: string, wanted: unknown): (value: unknown) => boolean {
  if (isScalar(wanted)) return (value) => value === wanted;
  if (Array.isArray(wanted) && wanted.every(isScalar))
    return (value) => (wanted as unknown[]).includes(value);
  if (isBounds(wanted)) return (value) => isWithin(value, wanted);
  throw invalid(name, `must be a value, a list of values, or bounds (${BOUNDS.join(', ')})`);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isBounds(value: unknown): value is Bounds {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([name, bound]) => BOUNDS.includes(name) && isScalar(bound));
}

/** Numbers are compared with numbers, texts with texts: `2024-01-15` comes before `2024-02-01`. */
function isWithin(value: unknown, { gte, gt, lte, lt, ne }: Bounds): boolean {
  if (ne !== undefined && value === ne) return false;
  return (
    compares(value, gte, (a, b) => a >= b) &&
    compares(value, gt, (a, b) => a > b) &&
    compares(value, lte, (a, b) => a <= b) &&
    compares(value, lt, (a, b) => a < b)
  );
}

function compares(
  value: unknown,
  bound: string | number | undefined,
  holds: (value: string | number, bound: string | number) => boolean,
): boolean {
  if (bound === undefined) return true;
  const isSameKind =
    typeof value === typeof bound && (typeof value === 'string' || typeof value === 'number');
  return isSameKind && holds(value as string | number, bound);
}

function invalid(name: string, problem: string): DomainError {
  const field = name === '' ? 'filter' : `filter.${name}`;
  return new DomainError('invalid', `'${field}' ${problem}`, { field });
}
