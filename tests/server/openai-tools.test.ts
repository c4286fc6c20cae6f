import { join } from 'node:path';
import type OpenAI from 'openai';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { talkerModel } from '../../tools/gguf/test-models.ts';
import { writeGguf } from '../../tools/gguf/write-gguf.ts';
import { openAiClient } from '../support/openai-client.ts';
import { startTomo, temporaryDirectory } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const messages: OpenAI.ChatCompletionMessageParam[] = [
  { role: 'user', content: 'What is the weather in Oslo?' },
];
const tools: OpenAI.ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'The weather of a city',
      parameters: {
        type: 'object',
        properties: {
          city: { type: 'string', maxLength: 12 },
          days: { type: 'integer', minimum: 1, maximum: 7 },
          unit: { enum: ['C', 'F'] },
        },
        required: ['city', 'days'],
        additionalProperties: false,
      },
    },
  },
  { type: 'function', function: { name: 'get_time' } },
];
const weatherArguments = z.strictObject({
  city: z.string().max(12),
  days: z.int().min(1).max(7),
  unit: z.enum(['C', 'F']).optional(),
});

const PERSON = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 10 },
    age: { type: 'integer', minimum: 0, maximum: 120 },
    height: { type: 'number', minimum: 0.5, maximum: 2.5 },
    mood: { type: 'string', enum: ['happy', 'sad', 'très content'] },
    tags: { type: 'array', items: { type: 'string', maxLength: 5 }, minItems: 1, maxItems: 3 },
    home: {
      anyOf: [
        { type: 'null' },
        {
          type: 'object',
          properties: { city: { type: 'string', maxLength: 8 } },
          required: ['city'],
          additionalProperties: false,
        },
      ],
    },
  },
  required: ['name', 'age', 'height', 'mood', 'tags', 'home'],
  additionalProperties: false,
};

describe.each([
  ['a model that writes nonsense', 'random'],
  ['the starter model', undefined],
])('%s', (_name, model) => {
  const tomo = tomoForTests(model);
  let client: OpenAI;
  beforeAll(() => {
    client = openAiClient(tomo.url);
  });
  const ask = async (body: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming>) =>
    (await client.chat.completions.create({ model: 'default', messages, ...body })).choices[0];

  it('writes JSON that fits a schema', async () => {
    const fits = z.fromJSONSchema(PERSON as never);
    for (const seed of [1, 2, 3]) {
      const choice = await ask({
        seed,
        temperature: 1.2,
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'person', strict: true, schema: PERSON },
        },
      });
      expect(choice?.finish_reason).toBe('stop');
      expect(
        fits.safeParse(JSON.parse(choice?.message.content ?? '')),
        choice?.message.content ?? '',
      ).toMatchObject({ success: true });
    }
  });

  it('writes such JSON in a stream, and as a character', async () => {
    const response_format = {
      type: 'json_schema' as const,
      json_schema: { name: 'answer', schema: { enum: [['[happy]', 1], { '[wave]': null }] } },
    };
    const name = `tomo/${await tomo.characterId()}`;
    const stream = await client.chat.completions.create({
      model: name,
      messages,
      response_format,
      stream: true,
    });
    let text = '';
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
    expect(['["[happy]",1]', '{"[wave]":null}']).toContain(text);
  });

  it('calls a tool when it must, with arguments that fit', async () => {
    for (const seed of [1, 2, 3]) {
      const choice = await ask({
        seed,
        temperature: 1.2,
        tools,
        tool_choice: 'required',
        parallel_tool_calls: false,
      });
      expect(choice?.finish_reason).toBe('tool_calls');
      expect(choice?.message.content).toBeNull();
      const calls = choice?.message.tool_calls ?? [];
      expect(calls).toHaveLength(1);
      for (const call of calls) {
        if (call.type !== 'function') throw new Error(call.type);
        const given = JSON.parse(call.function.arguments);
        if (call.function.name === 'get_time') expect(given).toEqual({});
        else expect(weatherArguments.safeParse(given)).toMatchObject({ success: true });
      }
    }
  });

  it('calls the tool that was named, once, and goes on with its answer', async () => {
    const choice = await ask({
      tools,
      tool_choice: { type: 'function', function: { name: 'get_weather' } },
      parallel_tool_calls: false,
    });
    const calls = choice?.message.tool_calls ?? [];
    expect(calls).toMatchObject([{ type: 'function', function: { name: 'get_weather' } }]);
    const answered = await ask({
      messages: [
        ...messages,
        choice?.message as OpenAI.ChatCompletionAssistantMessageParam,
        { role: 'tool', tool_call_id: calls[0]?.id ?? '', content: 'Sunny, 20 degrees' },
      ],
      tools,
      tool_choice: 'none',
      max_tokens: 12,
    });
    expect(answered?.message.tool_calls).toBeUndefined();
    expect(answered?.message.content).not.toBe('');
  });

  it('streams its calls in parts that the client puts together', async () => {
    const asked = { tools, tool_choice: 'required' as const, seed: 3, max_tokens: 400 };
    const whole = await ask(asked);
    const runner = client.chat.completions.stream({ model: 'default', messages, ...asked });
    const final = await runner.finalChatCompletion();
    const functions = (calls: OpenAI.ChatCompletionMessageToolCall[] = []) =>
      calls.map((call) => call.type === 'function' && [call.function.name, call.function.arguments]);
    expect(functions(final.choices[0]?.message.tool_calls)).toEqual(functions(whole?.message.tool_calls));
    expect(final.choices[0]?.finish_reason).toBe(whole?.finish_reason);
  });

  it('calls tools as a character too', async () => {
    const model = `tomo/${await tomo.characterId()}`;
    const choice = await ask({ model, tools, tool_choice: 'required', parallel_tool_calls: false });
    expect(choice?.message.tool_calls).toHaveLength(1);
    expect(choice?.finish_reason).toBe('tool_calls');
  });

  it('may leave its tools alone', async () => {
    const choice = await ask({ tools, tool_choice: 'none', max_tokens: 8 });
    expect(choice?.message.tool_calls).toBeUndefined();
  });
});

describe('where any JSON object is asked for', () => {
  const ask = async (reply: string) => {
    const file = join(await temporaryDirectory(), 'writer.gguf');
    writeGguf(file, talkerModel({ reply }));
    const tomo = await startTomo({ args: ['--model', file] });
    const { choices } = await openAiClient(tomo.url).chat.completions.create({
      model: 'default',
      messages,
      response_format: { type: 'json_object' },
      max_tokens: 40,
      temperature: 0,
    });
    await tomo.stop();
    return choices[0];
  };

  it('a model writes its own', async () => {
    const object = '{"mood": "très happy", "count": [3, -1.5e3], "none": null}';
    expect(await ask(object)).toMatchObject({ finish_reason: 'stop', message: { content: object } });
  });

  it('a model that would rather talk begins one', async () => {
    expect((await ask('I would rather talk.'))?.message.content).toMatch(/^\{/);
  });
});
