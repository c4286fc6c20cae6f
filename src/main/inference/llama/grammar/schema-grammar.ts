import type { JsonSchema } from '../../llm.ts';
import { choice, type GrammarRules, literal, repeat } from './gbnf.ts';
import { findSchema, type Keywords, mergeSchemas, restricts } from './merge-schemas.ts';
import { schemaError } from './schema-error.ts';
import { numberBody, numberOr } from './schema-number.ts';

/** Keywords that would restrict the answer in ways that a grammar does not. */
const NOT_SUPPORTED = [
  'pattern',
  'not',
  'if',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'uniqueItems',
  'contains',
  'multipleOf',
  'unevaluatedProperties',
  'unevaluatedItems',
];

/** A short schema can hold itself a million times over; far fewer are enough for any that people write. */
const SCHEMAS_MAX = 3000;
/** Schemas within schemas; endless ones are found long before they fill the stack. */
const DEPTH_MAX = 200;

const HEX = '[0-9a-fA-F]';
const BASICS = {
  // Only what is a character of Unicode: a model may write bytes that are none. No halves of surrogate pairs.
  char: String.raw`[\x20-\x21\x23-\x5B\x5D-\x7E\x80-\uD7FF\uE000-\U0010FFFF] | "\\" (["\\/bfnrt] | "u" ([0-9a-cA-CefEF] ${HEX}{3} | [dD] [0-7] ${HEX}{2}))`,
  string: '"\\"" char* "\\""',
  integer: '"-"? ([0-9] | [1-9] [0-9]{1,14})',
  number: '"-"? ([0-9] | [1-9] [0-9]{1,14}) ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?',
  boolean: '"true" | "false"',
  null: '"null"',
  ws: '" "?',
  value: 'object | array | string | number | boolean | null',
  object: '"{" ws (member ("," ws member)*)? "}"',
  member: 'string ":" ws value',
  array: '"[" ws (value ("," ws value)*)? "]"',
} as const satisfies Record<string, string>;

const DATE = '[0-9]{4} "-" ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | "1" [0-9] | "2" [0-8])';
const TIME = '([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] "Z"';
const UUID = '[0-9a-f]{8} "-" [0-9a-f]{4} "-4" [0-9a-f]{3} "-" [89ab] [0-9a-f]{3} "-" [0-9a-f]{12}';
const FORMATS: Readonly<Record<string, string>> = {
  date: `"\\"" ${DATE} "\\""`,
  time: `"\\"" ${TIME} "\\""`,
  'date-time': `"\\"" ${DATE} "T" ${TIME} "\\""`,
  uuid: `"\\"" ${UUID} "\\""`,
};

/**
 * Writes JSON schemas as rules of a grammar. Whatever the grammar lets through fits the schema; not everything that
 * fits the schema gets through (properties come in the schema's order, for one). `oneOf` is read as `anyOf`.
 */
export class SchemaGrammar {
  readonly #rules: GrammarRules;
  readonly #root: JsonSchema;
  /** Rules of what `$ref` points at, by its place. */
  readonly #references = new Map<string, string>();
  #written = 0;
  #depth = 0;

  /** @param root where `$ref` begins */
  constructor(rules: GrammarRules, root: JsonSchema) {
    this.#rules = rules;
    this.#root = root;
    for (const [name, body] of Object.entries(BASICS)) rules.add(name, body);
  }

  /** The root schema, as the body of a rule. @throws EngineError `unsupported` */
  body(): string {
    return this.#write(this.#root, '');
  }

  #write(schema: JsonSchema, at: string): string {
    this.#written += 1;
    if (this.#written > SCHEMAS_MAX || this.#depth === DEPTH_MAX) {
      throw schemaError('', 'it is too complicated, or never ends');
    }
    this.#depth += 1;
    try {
      return this.#rule(schema, at);
    } finally {
      this.#depth -= 1;
    }
  }

  #rule(schema: JsonSchema, at: string): string {
    if (schema === true) return 'value';
    if (schema === false) throw schemaError(at, 'nothing fits `false`');
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
      throw schemaError(at, 'a schema is an object or a boolean');
    }
    for (const keyword of NOT_SUPPORTED) {
      if (schema[keyword] !== undefined && schema[keyword] !== false) {
        throw schemaError(`${at}/${keyword}`, `'${keyword}' is not supported`);
      }
    }
    if (typeof schema.$ref === 'string') {
      const { $ref, ...around } = schema;
      return restricts(around) ? this.#merged(around, [schema], at) : this.#reference($ref, at);
    }
    if (schema.const !== undefined) return this.#values([schema.const], at);
    if (Array.isArray(schema.enum)) return this.#values(schema.enum, at);
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const options = schema[keyword];
      if (Array.isArray(options)) return this.#anyOf(schema, options as JsonSchema[], `${at}/${keyword}`);
    }
    if (Array.isArray(schema.allOf)) {
      const { allOf, ...around } = schema;
      return this.#merged(around, allOf as Keywords[], at);
    }
    return this.#typed(schema, at);
  }

  #anyOf(schema: Keywords, options: readonly JsonSchema[], at: string): string {
    const { anyOf: _any, oneOf: _one, $defs: _defs, definitions: _definitions, ...around } = schema;
    const bodies = options.map((option, index) =>
      restricts(around)
        ? this.#merged(around, [option as Keywords], `${at}/${index}`)
        : this.#write(option, `${at}/${index}`),
    );
    if (bodies.length === 0) throw schemaError(at, 'there is nothing to choose from');
    return choice(bodies);
  }

  /** @param parts what must fit beside `schema`; a `$ref` in one of them stands for what it points at */
  #merged(schema: Keywords, parts: readonly Keywords[], at: string): string {
    const resolved = parts.map((part) => {
      if (typeof part.$ref !== 'string') return part;
      const found = findSchema(this.#root, part.$ref, at);
      return typeof found === 'boolean' ? {} : found;
    });
    return this.#write(mergeSchemas([schema, ...resolved], at), at);
  }

  #values(values: readonly unknown[], at: string): string {
    if (values.length === 0) throw schemaError(at, 'there is nothing to choose from');
    return choice(values.map((value) => literal(JSON.stringify(value))));
  }

  #typed(schema: Keywords, at: string): string {
    const types = schema.type === undefined ? impliedTypes(schema) : [schema.type].flat();
    if (types.length === 0) return 'value';
    return choice(types.map((type) => this.#ofType(String(type), schema, at)));
  }

  #ofType(type: string, schema: Keywords, at: string): string {
    switch (type) {
      case 'string':
        return this.#string(schema, at);
      case 'integer':
      case 'number':
        return numberBody(type, schema, at);
      case 'boolean':
      case 'null':
        return type;
      case 'array':
        return this.#array(schema, at);
      case 'object':
        return this.#object(schema, at);
      default:
        throw schemaError(`${at}/type`, `'${type.slice(0, 40)}' is not a type of JSON`);
    }
  }

  #string({ format, minLength, maxLength }: Keywords, at: string): string {
    const known = FORMATS[String(format)];
    if (known !== undefined) return known;
    const [least, most] = bounds(minLength, maxLength, at);
    return `"\\"" ${repeated('char', least, most, at)} "\\""`;
  }

  #array(schema: Keywords, at: string): string {
    const [least, most] = bounds(schema.minItems, schema.maxItems, at);
    const first = Array.isArray(schema.prefixItems) ? (schema.prefixItems as JsonSchema[]) : [];
    const items = first.map((item, index) => this.#item(item, `${at}/prefixItems/${index}`));
    const more = schema.items === false || most <= items.length;
    const rest = more ? null : this.#item((schema.items as JsonSchema | undefined) ?? true, `${at}/items`);
    if (items.length === 0) {
      if (rest === null || most === 0) return '"[" ws "]"';
      const following = repeated(`("," ws ${rest})`, Math.max(0, least - 1), most - 1, at);
      return `"[" ws ${least > 0 ? `${rest} ${following}` : `(${rest} ${following})?`} "]"`;
    }
    const after = items.length;
    const following =
      rest === null ? '' : repeated(`("," ws ${rest})`, Math.max(0, least - after), most - after, at);
    return `"[" ws ${items.slice(0, most).join(' "," ws ')} ${following} "]"`;
  }

  #item(schema: JsonSchema, at: string): string {
    return this.#rules.add('item', this.#write(schema, at));
  }

  #object(schema: Keywords, at: string): string {
    const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
    const required = new Set(Array.isArray(schema.required) ? schema.required.map(String) : []);
    const named = new Set(properties.map(([name]) => name));
    const others = schema.additionalProperties as JsonSchema | undefined;
    for (const name of required) {
      if (named.has(name)) continue;
      if (others === false) throw schemaError(at, `'${name}' is required and may not be there`);
      properties.push([name, others ?? true]);
    }
    if (properties.length === 0) return this.#map(others, at);
    // From the last to the first: what may follow when members stand before it, and when none does.
    let following = '';
    let beginning = '';
    for (const [name, property] of properties.toReversed()) {
      const value = this.#write(property, `${at}/properties/${name}`);
      const member = this.#rules.add('property', `${literal(`${JSON.stringify(name)}:`)} ws ${value}`);
      const here = following === '' ? member : `${member} ${following}`;
      if (required.has(name)) {
        beginning = this.#rules.add('members', here);
        following = this.#rules.add('more', `"," ws ${here}`);
      } else {
        beginning = this.#rules.add('members', beginning === '' ? `(${here})?` : `${here} | ${beginning}`);
        following = this.#rules.add('more', `("," ws ${member})? ${following}`.trimEnd());
      }
    }
    return `"{" ws ${beginning} "}"`;
  }

  #map(others: JsonSchema | undefined, at: string): string {
    if (others === false) return '"{" ws "}"';
    const value = this.#rules.add('item', this.#write(others ?? true, `${at}/additionalProperties`));
    const member = `string ":" ws ${value}`;
    return `"{" ws (${member} ("," ws ${member})*)? "}"`;
  }

  #reference(pointer: string, at: string): string {
    const known = this.#references.get(pointer);
    if (known !== undefined) return known;
    const name = this.#rules.reserve('reference');
    this.#references.set(pointer, name);
    this.#rules.define(name, this.#write(findSchema(this.#root, pointer, at), pointer.slice(1)));
    return name;
  }
}

function bounds(least: unknown, most: unknown, at: string): [number, number] {
  const limits: [number, number] = [numberOr(least, 0), numberOr(most, Infinity)];
  if (limits[0] > limits[1]) throw schemaError(at, 'its smallest size is above its largest');
  return limits;
}

function repeated(body: string, least: number, most: number, at: string): string {
  try {
    return repeat(body, least, most);
  } catch (error) {
    throw schemaError(at, (error as RangeError).message);
  }
}

/** The types of a schema that names none but says something about one. */
function impliedTypes(schema: Keywords): string[] {
  if (schema.properties !== undefined || schema.required !== undefined) return ['object'];
  if (schema.items !== undefined || schema.prefixItems !== undefined) return ['array'];
  if (schema.minLength !== undefined || schema.maxLength !== undefined) return ['string'];
  if (schema.minimum !== undefined || schema.maximum !== undefined) return ['number'];
  return [];
}
