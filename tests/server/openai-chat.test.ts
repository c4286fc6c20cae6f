import OpenAI from 'openai';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { TALKER_TEXT } from '../support/make-models.ts';
import { openAiClient } from '../support/openai-client.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const messages = [{ role: 'user' as const, content: 'Hello' }];
const TAGGED = '[happy] Hello there! [wave] I am a test model. How are you today?';

describe('chat completions of a model that always says the same', () => {
  const tomo = tomoForTests('talker');
  let client: OpenAI;
  beforeAll(() => {
    client = openAiClient(tomo.url);
  });

  it('answer with its words as they are, and count tokens', async () => {
    const answer = await client.chat.completions.create({ model: 'default', messages });
    expect(answer).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-\w{32}$/),
      object: 'chat.completion',
      model: 'default',
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          logprobs: null,
          message: { role: 'assistant', content: TAGGED, refusal: null },
        },
      ],
    });
    expect(Math.abs(answer.created - Date.now() / 1000)).toBeLessThan(600);
    const { prompt_tokens, completion_tokens, total_tokens } = answer.usage ?? {};
    expect(completion_tokens).toBe(13);
    expect(prompt_tokens).toBeGreaterThan(5);
    expect(total_tokens).toBe((prompt_tokens ?? 0) + (completion_tokens ?? 0));
  });

  it('tell how much of the prompt was known from before', async () => {
    const ask = () => client.chat.completions.create({ model: 'default', messages });
    await ask();
    const { usage } = await ask();
    expect(usage?.prompt_tokens_details?.cached_tokens).toBe((usage?.prompt_tokens ?? 0) - 1);
  });

  it('come as a stream, with the usage at its end where it is asked for', async () => {
    const stream = await client.chat.completions.create({
      model: 'gpt-4o-mini',
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks[0]?.choices[0]?.delta).toMatchObject({ role: 'assistant', content: '' });
    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    expect(text).toBe(TAGGED);
    expect(chunks.length).toBeGreaterThan(4);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect(chunks.filter(({ usage }) => usage)).toHaveLength(1);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 13 } });
    const reasons = chunks.map((chunk) => chunk.choices[0]?.finish_reason).filter(Boolean);
    expect(reasons).toEqual(['stop']);
  });

  it('end their stream with [DONE], and have no usage unless it is asked for', async () => {
    const answer = await tomo.call('POST', '/v1/chat/completions', {
      model: 'default',
      messages,
      stream: true,
    });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(answer.body).toMatch(/\n\ndata: \[DONE\]\n\n$/);
    expect(answer.body).not.toContain('usage');
  });

  it('stop at a text, or at one of four, and say so', async () => {
    const ask = async (stop: string | string[]) =>
      (await client.chat.completions.create({ model: 'default', messages, stop })).choices[0];
    expect(await ask('I am')).toMatchObject({
      finish_reason: 'stop',
      message: { content: TAGGED.slice(0, TAGGED.indexOf('I am')) },
    });
    expect(await ask(['never', 'ever', 'test', 'today'])).toMatchObject({
      message: { content: TAGGED.slice(0, TAGGED.indexOf('test')) },
    });
  });

  it('end after so many tokens, and say so', async () => {
    for (const limit of [{ max_tokens: 3 }, { max_completion_tokens: 3 }]) {
      const answer = await client.chat.completions.create({ model: 'default', messages, ...limit });
      expect(answer.choices[0]?.finish_reason).toBe('length');
      expect(answer.usage?.completion_tokens).toBe(3);
    }
  });

  it('take text in parts, from developers and assistants too', async () => {
    const answer = await client.chat.completions.create({
      model: 'default',
      messages: [
        { role: 'developer', content: 'Be kind.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'One' },
            { type: 'text', text: 'Two' },
          ],
        },
        { role: 'assistant', content: 'Three' },
        { role: 'user', content: 'Four' },
      ],
    });
    expect(answer.choices[0]?.message.content).toBe(TAGGED);
  });

  it('of a character come without its tags, and leave no conversation behind', async () => {
    const model = `tomo/${await tomo.characterId()}`;
    const answer = await client.chat.completions.create({ model, messages });
    expect(answer).toMatchObject({ model, choices: [{ message: { content: TALKER_TEXT } }] });
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    expect(text).toBe(TALKER_TEXT);
    expect((await tomo.call('GET', '/v1/conversations')).body.conversations).toEqual([]);
  });

  it('of a character know who it is', async () => {
    const ask = async (model: string) =>
      (await client.chat.completions.create({ model, messages, max_tokens: 1 })).usage?.prompt_tokens ?? 0;
    expect(await ask(`tomo/${await tomo.characterId()}`)).toBeGreaterThan((await ask('default')) + 100);
  });

  it('of another installed model are those of that model', async () => {
    const starter = await client.chat.completions.create({
      model: 'tomo-starter.gguf',
      messages,
      max_tokens: 12,
    });
    expect(starter.choices[0]?.message.content).not.toBe('');
    expect(starter.choices[0]?.message.content?.startsWith('[happy] Hello there! [wave]')).toBe(false);
    const before = await client.chat.completions.create({ model: 'default', messages });
    expect(before.choices[0]?.message.content).toBe(TAGGED);
  });
});

describe('chat completions of a model that writes nonsense', () => {
  const tomo = tomoForTests('random');
  let client: OpenAI;
  beforeAll(() => {
    client = openAiClient(tomo.url);
  });
  const ask = async (options: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming>) =>
    await client.chat.completions.create({ model: 'default', messages, max_tokens: 20, ...options });
  const textsOf = ({ choices }: OpenAI.ChatCompletion) => choices.map(({ message }) => message.content);

  it('are the same for the same seed, any whole number, and others for others', async () => {
    for (const seed of [7, 0, -3, 2 ** 40]) {
      expect(textsOf(await ask({ seed }))).toEqual(textsOf(await ask({ seed })));
    }
    expect(textsOf(await ask({ seed: 1 }))).not.toEqual(textsOf(await ask({ seed: 2 })));
    expect(textsOf(await ask({}))).not.toEqual(textsOf(await ask({})));
  });

  it('are as many as were asked for, each another one, with the prompt counted once', async () => {
    const one = await ask({ seed: 5 });
    const four = await ask({ seed: 5, n: 4 });
    expect(four.choices.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(new Set(textsOf(four)).size).toBe(4);
    expect(textsOf(four)[0]).toBe(textsOf(one)[0]);
    expect(four.usage?.prompt_tokens).toBe(one.usage?.prompt_tokens);
    expect(four.usage?.completion_tokens).toBeGreaterThan(20);
    const stream = await client.chat.completions.create({
      model: 'default',
      messages,
      max_tokens: 20,
      seed: 5,
      n: 4,
      stream: true,
    });
    const texts = ['', '', '', ''];
    for await (const { choices } of stream) {
      for (const { index, delta } of choices) texts[index] += delta.content ?? '';
    }
    expect(texts).toEqual(textsOf(four));
  });

  it('are always the likeliest at temperature 0', async () => {
    const cold = await ask({ temperature: 0 });
    expect(textsOf(await ask({ temperature: 0, seed: 9 }))).toEqual(textsOf(cold));
  });

  it('tell how likely each token was', async () => {
    const { choices } = await ask({ temperature: 0, logprobs: true, top_logprobs: 2, max_tokens: 4 });
    const content = choices[0]?.logprobs?.content ?? [];
    expect(content).toHaveLength(4);
    expect(content.map(({ token }) => token).join('')).toBe(choices[0]?.message.content);
    for (const { token, logprob, top_logprobs } of content) {
      expect(logprob).toBeLessThan(0);
      expect(top_logprobs).toHaveLength(2);
      expect(top_logprobs[0]?.token).toBe(token);
    }
  });
});

describe('an answer', () => {
  const tomo = tomoForTests('talker-endless');

  it('that breaks off in the middle says why in its stream', async () => {
    const client = openAiClient(tomo.url);
    const stream = await client.chat.completions.create({ model: 'default', messages, stream: true });
    const read = async () => {
      let killed = false;
      for await (const chunk of stream) {
        if (!killed && chunk.choices[0]?.delta.content) {
          killed = true;
          const line = tomo
            .log()
            .split('\n')
            .find((entry) => entry.includes('engine ready'));
          process.kill(JSON.parse(line ?? '{}').pid, 'SIGKILL');
        }
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'engine_crashed' });
    await vi.waitFor(
      async () =>
        expect(
          (await client.chat.completions.create({ model: 'default', messages, max_tokens: 2 })).choices,
        ).toHaveLength(1),
      { timeout: 60_000 },
    );
  });
});

describe('models', () => {
  const tomo = tomoForTests('talker');

  it('are the one in use, those that are installed, and the characters', async () => {
    const client = openAiClient(tomo.url);
    const { characters } = (await tomo.call('GET', '/v1/characters')).body;
    const ofCharacters = characters.map(({ id }: { id: string }) => `tomo/${id}`);
    const ids: string[] = [];
    for await (const model of client.models.list()) {
      expect(model).toMatchObject({
        object: 'model',
        owned_by: expect.any(String),
        created: expect.any(Number),
      });
      ids.push(model.id);
    }
    expect(ids).toEqual(['default', 'talker.gguf', 'tomo-starter.gguf', 'tomo-lexical-2', ...ofCharacters]);
    for (const id of ids) expect(await client.models.retrieve(id)).toMatchObject({ id, object: 'model' });
    await expect(client.models.retrieve('none')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(client.models.retrieve('tomo/none')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    // As they are, too: not every client escapes the slash.
    expect((await tomo.call('GET', `/v1/models/${ofCharacters[0]}`)).body.id).toBe(ofCharacters[0]);
  });

  it('are in an OpenAPI document of their own, with every address, which needs no key', async () => {
    const answer = await fetch(`${tomo.url}/openai/openapi.json`);
    const document = (await answer.json()) as { openapi: string; paths: Record<string, unknown> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/v1/chat/completions', '/v1/models']),
    );
    const native = (await tomo.call('GET', '/openapi.json')).body;
    expect(Object.keys(native.paths).filter((path) => path.includes('chat/completions'))).toEqual([]);
  });
});
