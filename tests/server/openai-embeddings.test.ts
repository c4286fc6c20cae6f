import OpenAI from 'openai';
import { beforeAll, describe, expect, it } from 'vitest';
import { openAiClient } from '../support/openai-client.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const TEXTS = ['How do I reset my password?', 'I want to reset a password', 'Fresh bread is sold here'];
const dot = (a: number[] = [], b: number[] = []) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

describe('embeddings', () => {
  const tomo = tomoForTests('talker');
  let client: OpenAI;
  beforeAll(() => {
    client = openAiClient(tomo.url);
  });

  it('are near each other for texts about the same, in the order of the texts', async () => {
    const { data, model, usage } = await client.embeddings.create({
      model: 'text-embedding-3-small',
      input: TEXTS,
      encoding_format: 'float',
    });
    expect(model).toBe('text-embedding-3-small');
    expect(data.map(({ index }) => index)).toEqual([0, 1, 2]);
    const [asked, same, other] = data.map(({ embedding }) => embedding);
    expect(asked).toHaveLength(1024);
    expect(dot(asked, asked)).toBeCloseTo(1, 4);
    expect(dot(asked, same)).toBeGreaterThan(dot(asked, other) + 0.2);
    expect(usage).toEqual({ prompt_tokens: 17, total_tokens: 17 });
  });

  it('are the same as numbers and as base64, which the client asks for by itself', async () => {
    const ask = async (encoding_format?: 'float' | 'base64') =>
      (
        await client.embeddings.create({
          model: 'default',
          input: 'Hello',
          ...(encoding_format && { encoding_format }),
        })
      ).data[0]?.embedding as number[] | string;
    const numbers = (await ask('float')) as number[];
    const bytes = Buffer.from((await ask('base64')) as string, 'base64');
    expect(bytes).toHaveLength(1024 * 4);
    expect(numbers.map((_, at) => bytes.readFloatLE(at * 4))).toEqual(numbers);
    expect(await ask()).toEqual(numbers);
  });

  it('have as many dimensions as were asked for', async () => {
    const input = TEXTS;
    const { data } = await client.embeddings.create({ model: 'default', input, dimensions: 64 });
    expect(data.map(({ embedding }) => embedding.length)).toEqual([64, 64, 64]);
    for (const { embedding } of data) expect(dot(embedding, embedding)).toBeCloseTo(1, 4);
  });

  it.each<[string, object, string]>([
    ['tokens', { input: [1, 2, 3] }, 'input'],
    ['several lists of tokens', { input: [[1, 2], [3]] }, 'input'],
    ['an empty text', { input: ['a', ''] }, 'input'],
    ['no text', { input: [] }, 'input'],
    ['too many texts', { input: Array.from({ length: 2049 }, () => 'x') }, 'input'],
    ['a text that is too long', { input: 'x'.repeat(32_001) }, 'input'],
    ['too many dimensions', { dimensions: 1025 }, 'dimensions'],
    ['another encoding', { encoding_format: 'hex' }, 'encoding_format'],
  ])('of %s are refused', async (_name, body, param) => {
    const asked = client.embeddings.create({ model: 'default', input: 'x', ...body } as never);
    await expect(asked).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    await expect(asked).rejects.toMatchObject({ param, type: 'invalid_request_error' });
  });

  it('of a model that cannot make any are refused', async () => {
    for (const model of ['none', 'talker.gguf', 'tomo/x']) {
      await expect(client.embeddings.create({ model, input: 'x' })).rejects.toMatchObject({
        status: 404,
        code: 'model_not_found',
      });
    }
    const listed = (await client.models.list()).data.map(({ id }) => id);
    expect(listed).toContain('tomo-lexical-2');
    expect((await client.embeddings.create({ model: 'tomo-lexical-2', input: 'x' })).data).toHaveLength(1);
  });
});
