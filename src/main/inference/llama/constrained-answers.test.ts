import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { randomModel, talkerModel } from '../../../../tools/gguf/test-models.ts';
import { collect, makeModelFolder } from '../engine/engine-under-test.ts';
import type { ChatTurn, JsonSchema, Tool } from '../llm.ts';
import { type LlamaBackend, openLlamaBackend } from './llama-backend.ts';
import { LlamaLanguageModel } from './llama-language-model.ts';

vi.setConfig({ testTimeout: 120_000 });

const SEEDS = [1, 2, 3];
const models = makeModelFolder();
let backend: LlamaBackend;
let random: LlamaLanguageModel;
let talker: LlamaLanguageModel;

beforeAll(async () => {
  backend = await openLlamaBackend('off');
  random = await LlamaLanguageModel.load(backend, { file: models.write('random', randomModel()) });
  const reply = 'I would rather just talk about <tools>, thank you.';
  talker = await LlamaLanguageModel.load(backend, { file: models.write('talker', talkerModel({ reply })) });
});
afterAll(async () => {
  await Promise.all([random, talker].map((model) => model?.dispose()));
  await backend?.llama.dispose();
  await models.remove();
});

const messages: ChatTurn[] = [{ role: 'user', content: 'Hi' }];
const word = { type: 'string', maxLength: 8 };

const SCHEMAS: Record<string, Exclude<JsonSchema, boolean>> = {
  'every property of an object': {
    type: 'object',
    properties: { name: word, 'odd "key"': { type: 'boolean' }, none: { type: 'null' } },
    required: ['name', 'odd "key"', 'none'],
    additionalProperties: false,
  },
  'properties that may be missing': {
    type: 'object',
    properties: { a: { type: 'integer' }, b: word, c: { type: 'boolean' }, d: { type: 'number' } },
    required: ['b'],
  },
  'only properties that may be missing': {
    type: 'object',
    properties: { a: { type: 'boolean' }, b: { type: 'boolean' }, c: { type: 'boolean' } },
  },
  'nested objects and arrays': {
    type: 'object',
    properties: {
      people: {
        type: 'array',
        minItems: 1,
        maxItems: 3,
        items: {
          type: 'object',
          properties: { name: word, tags: { type: 'array', items: word, maxItems: 2 } },
          required: ['name', 'tags'],
        },
      },
    },
    required: ['people'],
  },
  'one of some values': { enum: ['red', 'grün', 3, null, true] },
  'a constant': { const: 'as it "is"' },
  'whole numbers within limits': { type: 'integer', minimum: -17, maximum: 1234 },
  'whole numbers above a limit': { type: 'integer', exclusiveMinimum: 41, maximum: 999_999 },
  'numbers within limits': { type: 'number', minimum: -2.5, maximum: 101.25 },
  'numbers between two whole ones': { type: 'number', minimum: 0.25, maximum: 0.75 },
  'texts of some length': { type: 'string', minLength: 3, maxLength: 6 },
  'one of several kinds': { anyOf: [{ type: 'integer', minimum: 5, maximum: 7 }, word, { type: 'null' }] },
  'several types': { type: ['boolean', 'null'] },
  'what is defined elsewhere, and holds itself': {
    $ref: '#/$defs/node',
    $defs: {
      node: {
        type: 'object',
        properties: {
          value: { type: 'boolean' },
          next: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/node' }] },
        },
        required: ['value', 'next'],
      },
    },
  },
  'several schemas at once': {
    allOf: [
      { type: 'object', properties: { a: { type: 'boolean' } }, required: ['a'] },
      { properties: { b: { type: 'boolean' } }, required: ['b'] },
    ],
  },
  'a date and a time': {
    type: 'object',
    properties: { on: { type: 'string', format: 'date' }, id: { type: 'string', format: 'uuid' } },
    required: ['on', 'id'],
  },
  'fixed places in an array': {
    type: 'array',
    prefixItems: [{ type: 'boolean' }, { enum: ['x', 'y'] }],
    items: false,
    minItems: 2,
  },
};

/** Each definition holds the next one twice, in a way that cannot be shared. */
function doubling(times: number): JsonSchema {
  const next = (at: number) => ({ $ref: `#/$defs/d${at}`, minLength: 1 });
  const definitions = Array.from({ length: times }, (_, at) => [
    `d${at}`,
    { anyOf: [next(at + 1), { ...next(at + 1), minLength: 2 }] },
  ]);
  return { ...next(0), $defs: { ...Object.fromEntries(definitions), [`d${times}`]: { type: 'string' } } };
}

describe('a model that knows nothing', () => {
  it.each(Object.keys(SCHEMAS))('answers with JSON that has %s', async (name) => {
    const jsonSchema = SCHEMAS[name] ?? {};
    const fits = z.fromJSONSchema(jsonSchema as Parameters<typeof z.fromJSONSchema>[0]);
    for (const seed of SEEDS) {
      const { text, end } = await collect(
        random.generate({ messages, jsonSchema, temperature: 1.5, seed, maxTokens: 1500 }),
      );
      expect(end?.reason, text).toBe('stop');
      expect(fits.safeParse(JSON.parse(text)), text).toMatchObject({ success: true });
    }
  });

  it('writes whatever names and values a schema has', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text, { minLength: 1, maxLength: 3 }), text, async (names, value) => {
        const properties = Object.fromEntries(names.map((name) => [name, { const: value }]));
        const jsonSchema = { type: 'object', properties, required: names };
        const answer = await collect(random.generate({ messages, jsonSchema, maxTokens: 900 }));
        // An object has its keys in an order of its own.
        expect(new Map(Object.entries(JSON.parse(answer.text)))).toEqual(
          new Map(names.map((name) => [name, value])),
        );
      }),
      { numRuns: 25 },
    );
  });

  it.each<[string, JsonSchema, RegExp]>([
    ['a pattern', { type: 'string', pattern: '^a' }, /'\/pattern'.*not supported/],
    ['an impossible range', { type: 'integer', minimum: 3, maximum: 2 }, /no number lies/],
    ['a type that is none', { type: 'text' }, /'text' is not a type/],
    ['a reference to nowhere', { $ref: '#/$defs/x' }, /nothing at '#\/\$defs\/x'/],
    ['a reference to the world', { $ref: 'https://example.org/x' }, /not in this schema/],
    ['a contradiction', { allOf: [{ type: 'string' }, { type: 'null' }] }, /'type' is said twice/],
    ['nothing at all', false, /nothing fits/],
    ['itself and nothing else', { $ref: '#' }, /too complicated/],
    ['itself with more to say', { $ref: '#', minLength: 1 }, /too complicated/],
    ['itself among others', { allOf: [{ $ref: '#' }] }, /too complicated/],
    ['a schema that doubles and doubles', doubling(14), /too complicated/],
  ])('refuses %s and says where', async (_name, jsonSchema, words) => {
    const answer = collect(random.generate({ messages, jsonSchema, maxTokens: 5 }));
    await expect(answer).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(words),
    });
  });
});

const tools: Tool[] = [
  {
    name: 'weather',
    description: 'What the weather is',
    parameters: {
      type: 'object',
      properties: { city: word, unit: { enum: ['C', 'F'] } },
      required: ['city', 'unit'],
    },
  },
  { name: 'now', parameters: { type: 'object', properties: {}, additionalProperties: false } },
];

describe('tools', () => {
  it('are called when they must be, with arguments that fit', async () => {
    const called = new Set<string>();
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { calls, text } = await collect(
        random.generate({ messages, tools, toolChoice: 'required', temperature: 1.5, seed, maxTokens: 1500 }),
      );
      expect(text).toBe('');
      expect(calls.length).toBeGreaterThan(0);
      for (const { name, id, arguments: given } of calls) {
        called.add(name);
        expect(id).toMatch(/^call_\w+$/);
        const parsed = JSON.parse(given);
        if (name === 'now') expect(parsed).toEqual({});
        else expect(parsed).toEqual({ city: expect.any(String), unit: expect.stringMatching(/^[CF]$/) });
      }
    }
    expect([...called].sort()).toEqual(['now', 'weather']);
  });

  it('are called by name, and once where one call is asked for', async () => {
    const request = { messages, tools, toolChoice: { name: 'now' }, parallelToolCalls: false };
    const { calls } = await collect(random.generate({ ...request, temperature: 1.5, maxTokens: 200 }));
    expect(calls).toMatchObject([{ name: 'now', arguments: '{}' }]);
  });

  it('leave a model its words when it need not call, marks that look like a call among them', async () => {
    const { text, calls } = await collect(talker.generate({ messages, tools, temperature: 0 }));
    expect(text).toBe('I would rather just talk about <tools>, thank you.');
    expect(calls).toEqual([]);
  });

  it('are called halfway when the answer is cut off', async () => {
    const request = {
      messages,
      tools,
      toolChoice: { name: 'weather' },
      parallelToolCalls: false,
      temperature: 0,
    };
    const whole = await collect(random.generate(request));
    // The tokens of the end mark, and some of the arguments.
    const maxTokens = (whole.end?.usage.completionTokens ?? 0) - 20;
    const { calls, end } = await collect(random.generate({ ...request, maxTokens }));
    expect(end?.reason).toBe('length');
    expect(calls).toMatchObject([{ name: 'weather', arguments: expect.stringMatching(/^\{/) }]);
    expect(() => JSON.parse(calls[0]?.arguments ?? '')).toThrow();
  });

  it('can have been called before: their answers are part of the prompt', async () => {
    const asked: ChatTurn[] = [
      ...messages,
      { role: 'assistant', content: '', toolCalls: [{ id: 'c', name: 'now', arguments: '{}' }] },
      { role: 'tool', content: 'It is noon.', toolCallId: 'c' },
    ];
    const without = await random.countTokens(messages);
    expect(await random.countTokens(asked)).toBeGreaterThan(without + 20);
    const { end } = await collect(random.generate({ messages: asked, tools, maxTokens: 3 }));
    expect(end?.usage.promptTokens).toBeGreaterThan(without + 100);
  });
});

describe('a text as it stands', () => {
  it('goes on without a chat template', async () => {
    const { text, end } = await collect(talker.generate({ text: 'Once upon a time', maxTokens: 3 }));
    expect(text).not.toBe('');
    const chat = await talker.countTokens([{ role: 'user', content: 'Once upon a time' }]);
    expect(end?.usage.promptTokens).toBeLessThan(chat);
    expect((await collect(talker.generate({ text: '', maxTokens: 3 }))).text).not.toBe('');
  });
});

describe('the likelihood of tokens', () => {
  it('comes with the text, and with alternatives where they are asked for', async () => {
    const request = { messages, temperature: 0, maxTokens: 5 };
    const { text, tokens } = await collect(random.generate({ ...request, alternatives: 3 }));
    expect(tokens).toHaveLength(5);
    expect(tokens.map((token) => token.text).join('')).toBe(text);
    for (const { logProbability, alternatives, ...token } of tokens) {
      expect(logProbability).toBeLessThan(0);
      expect(alternatives).toHaveLength(3);
      expect(alternatives[0]).toEqual({ ...token, logProbability: expect.closeTo(logProbability, 4) });
      expect(alternatives[2]?.logProbability).toBeLessThanOrEqual(alternatives[1]?.logProbability ?? 0);
    }
    expect((await collect(random.generate({ ...request, alternatives: 0 }))).tokens).toHaveLength(5);
    expect((await collect(random.generate(request))).tokens).toEqual([]);
  });
});

describe('penalties', () => {
  it('keep a model from writing the same token again', async () => {
    const repetitions = async (frequencyPenalty: number) => {
      const request = { messages, temperature: 0, maxTokens: 40, frequencyPenalty, alternatives: 0 };
      const { tokens } = await collect(random.generate(request));
      return tokens.length - new Set(tokens.map(({ text }) => text)).size;
    };
    expect(await repetitions(2)).toBeLessThan(await repetitions(-2));
  });
});
