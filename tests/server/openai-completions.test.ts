import OpenAI from 'openai';
import { beforeAll, describe, expect, it } from 'vitest';
import { openAiClient } from '../support/openai-client.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

describe('completions', () => {
  const tomo = tomoForTests('random');
  let client: OpenAI;
  beforeAll(() => {
    client = openAiClient(tomo.url);
  });
  const ask = async (body: Partial<OpenAI.CompletionCreateParamsNonStreaming>) =>
    await client.completions.create({ model: 'default', prompt: 'Once upon', temperature: 0, ...body });

  it('go on from a text, sixteen tokens far unless more are asked for', async () => {
    const answer = await ask({});
    expect(answer).toMatchObject({
      id: expect.stringMatching(/^cmpl-/),
      object: 'text_completion',
      choices: [{ index: 0, finish_reason: 'length', logprobs: null }],
      usage: { completion_tokens: 16 },
    });
    expect((await ask({ max_tokens: 20 })).usage?.completion_tokens).toBe(20);
    expect((await ask({})).choices[0]?.text).toBe(answer.choices[0]?.text);
  });

  it('repeat the text that they go on from where that is asked for', async () => {
    const [plain, echoed] = [await ask({}), await ask({ echo: true })];
    expect(echoed.choices[0]?.text).toBe(`Once upon${plain.choices[0]?.text}`);
  });

  it('take several texts, and give several for each', async () => {
    const body = { prompt: ['Once', 'Twice'], n: 2, temperature: 1, seed: 4 };
    const answer = await ask(body);
    expect(answer.choices.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(new Set(answer.choices.map(({ text }) => text)).size).toBe(4);
    const first = await ask({ ...body, prompt: 'Once', n: 1 });
    const second = await ask({ ...body, prompt: 'Twice', n: 1 });
    expect(answer.choices[0]?.text).toBe(first.choices[0]?.text);
    expect(answer.choices[2]?.text).toBe(second.choices[0]?.text);
    const prompts = (first.usage?.prompt_tokens ?? 0) + (second.usage?.prompt_tokens ?? 0);
    expect(answer.usage).toMatchObject({ prompt_tokens: prompts, completion_tokens: 64 });
  });

  it('stream the same text', async () => {
    const whole = await ask({ echo: true });
    const stream = await client.completions.create({
      model: 'default',
      prompt: 'Once upon',
      temperature: 0,
      echo: true,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let usage: OpenAI.CompletionUsage | undefined;
    const reasons: string[] = [];
    for await (const chunk of stream) {
      text += chunk.choices[0]?.text ?? '';
      if (chunk.choices[0]?.finish_reason) reasons.push(chunk.choices[0].finish_reason);
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe(whole.choices[0]?.text);
    expect(reasons).toEqual(['length']);
    expect(usage?.completion_tokens).toBe(16);
  });

  it('tell how likely each token was', async () => {
    const { choices } = await ask({ logprobs: 2, max_tokens: 3 });
    const { tokens = [], token_logprobs = [], top_logprobs, text_offset } = choices[0]?.logprobs ?? {};
    expect(tokens.join('')).toBe(choices[0]?.text);
    expect(text_offset).toEqual([0, tokens[0]?.length, (tokens[0]?.length ?? 0) + (tokens[1]?.length ?? 0)]);
    expect(token_logprobs.every((value) => value < 0)).toBe(true);
    expect(Object.keys(top_logprobs?.[0] ?? {})).toHaveLength(2);
    expect(top_logprobs?.[0]?.[tokens[0] ?? '']).toBeCloseTo(token_logprobs[0] ?? 0, 4);
  });

  it.each<[string, object, string]>([
    ['a suffix', { suffix: 'the end' }, 'suffix'],
    ['tokens', { prompt: [1, 2] }, 'prompt'],
    ['no text', { prompt: [] }, 'prompt'],
    ['the best of many', { best_of: 3 }, 'best_of'],
    ['likelihoods of what was repeated', { echo: true, logprobs: 1 }, 'logprobs'],
    ['a bias', { logit_bias: { 5: 1 } }, 'logit_bias'],
  ])('with %s are refused', async (_name, body, param) => {
    await expect(ask(body)).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    await expect(ask(body)).rejects.toMatchObject({ param });
  });

  it('of a character are refused, with the address that answers', async () => {
    const asked = ask({ model: `tomo/${await tomo.characterId()}` });
    await expect(asked).rejects.toMatchObject({ status: 400, param: 'model' });
    await expect(asked).rejects.toThrow('/v1/chat/completions');
  });
});
