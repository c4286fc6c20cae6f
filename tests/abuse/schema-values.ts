import fc from 'fast-check';

export interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
}

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  email: fc.integer({ min: 0, max: 1e9 }).map((number) => `somebody${number}@example.com`),
  uri: fc.constant('http://127.0.0.1:9/v1'),
  'date-time': fc.constant('2030-01-01T00:00:00Z'),
};

/** Values that fit a schema, as far as routes of a server use JSON Schema. */
export function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const ways = schema.anyOf ?? schema.oneOf;
  if (ways !== undefined) return fc.oneof(...ways.map(fitting));
  if (schema.allOf !== undefined) return fitting(Object.assign({}, ...schema.allOf));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return object(schema);
    case 'array': {
      const { minItems = 0, maxItems = 3 } = schema;
      return fc.array(fitting(schema.items ?? {}), {
        minLength: minItems,
        maxLength: Math.max(minItems, Math.min(maxItems, 3)),
      });
    }
    case 'string':
      return string(schema);
    case 'integer':
      return fc.integer(limits(schema));
    case 'number':
      return fc.double({ ...limits(schema), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

/** What a schema's author did not think of. */
export const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom<unknown>(
    '',
    ' ',
    '\u0000',
    '\ud800',
    'x'.repeat(40_000),
    null,
    true,
    0,
    -1,
    0.1,
    1e308,
    Number.MAX_SAFE_INTEGER,
    [],
    {},
    [[]],
    '../../etc/passwd',
    "'; drop table messages; --",
    '__proto__',
    'constructor',
    '%00',
    '١٢',
  ),
);

/** A value that fits but for one field, or none of it. */
export function spoiled(schema: JsonSchema): fc.Arbitrary<unknown> {
  const fields = Object.keys(schema.properties ?? {});
  if (fields.length === 0) return strange;
  const oneWrong = fc
    .tuple(fitting(schema), fc.constantFrom(...fields, 'id', 'role', 'hasOwnProperty'), strange)
    .map(([value, field, wrong]) => ({ ...(value as object), [field]: wrong }));
  const oneMissing = fc
    .tuple(fitting(schema), fc.constantFrom(...fields))
    .map(([value, field]) =>
      Object.fromEntries(Object.entries(value as object).filter(([name]) => name !== field)),
    );
  return fc.oneof({ weight: 3, arbitrary: oneWrong }, oneMissing, strange);
}

function object({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, item]) => [name, fitting(item)]));
  return fc.record(fields, { requiredKeys: required });
}

function string({ format, pattern, minLength = 0, maxLength = 40 }: JsonSchema): fc.Arbitrary<string> {
  const known = FORMATS[format ?? ''];
  if (known !== undefined) return known;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: 30 });
  const length = {
    minLength: Math.max(1, minLength),
    maxLength: Math.max(1, minLength, Math.min(maxLength, 40)),
  };
  return fc.oneof(fc.string(length), fc.string({ unit: 'grapheme', ...length }));
}

function limits({ minimum, maximum, exclusiveMinimum }: JsonSchema): { min: number; max: number } {
  const min = minimum ?? (exclusiveMinimum === undefined ? -1_000 : exclusiveMinimum + 1);
  return { min, max: Math.max(min, Math.min(maximum ?? 1_000, 1e9)) };
}
