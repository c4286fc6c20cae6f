import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { doubtfulModel, randomModel, talkerModel } from '../../../../tools/gguf/test-models.ts';
import { collect, makeModelFolder } from '../engine/engine-under-test.ts';
import type { ChatTurn } from '../llm.ts';
import { type LlamaBackend, openLlamaBackend } from './llama-backend.ts';
import { LlamaLanguageModel } from './llama-language-model.ts';

vi.setConfig({ testTimeout: 120_000 });

const models = makeModelFolder();
const REPLY = '[happy] Grüße, 世界! 🙂 I am a test model. How are you today?';
let backend: LlamaBackend;
let random: LlamaLanguageModel;
let talker: LlamaLanguageModel;
let endless: LlamaLanguageModel;

beforeAll(async () => {
  backend = await openLlamaBackend('off');
  const load = (name: string, model: Parameters<typeof models.write>[1]) =>
    LlamaLanguageModel.load(backend, { file: models.write(name, model) });
  random = await load('random', randomModel());
  talker = await load('talker', talkerModel({ reply: REPLY }));
  endless = await load('endless', talkerModel({ reply: ' and on it goes,', endless: true }));
});
afterAll(async () => {
  await Promise.all([random, talker, endless].map((model) => model?.dispose()));
  await backend?.llama.dispose();
  await models.remove();
});

const user = (content: string): ChatTurn => ({ role: 'user', content });
const greedy = { temperature: 0, maxTokens: 24 };

describe('a GGUF model', () => {
  it('writes text of any script without breaking a character', async () => {
    const { text } = await collect(talker.generate({ messages: [user('Hi')] }));
    expect(text).toBe(REPLY);
  });

  it('answers the same with and without an evaluated beginning, and counts what it reused', async () => {
    const turns: ChatTurn[] = [{ role: 'system', content: 'You are kind.' }, user('What is a fox?')];
    const first = await collect(random.generate({ messages: turns, cacheKey: 'a', ...greedy }));
    const longer = [...turns, { role: 'assistant' as const, content: first.text }, user('And a cat?')];
    const reused = await collect(random.generate({ messages: longer, cacheKey: 'a', ...greedy }));
    // Four other conversations push the first one out of the cache.
    for (const key of ['b', 'c', 'd', 'e']) {
      await collect(
        random.generate({ messages: [user(`${key} ${'other '.repeat(9)}`)], cacheKey: key, ...greedy }),
      );
    }
    const fresh = await collect(random.generate({ messages: longer, cacheKey: 'f', ...greedy }));
    const cached = (answer: typeof first) => answer.end?.usage.cachedTokens ?? -1;
    expect(cached(reused)).toBeGreaterThan(first.end?.usage.promptTokens ?? 0);
    expect(cached(fresh)).toBeLessThan(cached(reused) / 2);
    expect(fresh.text).toBe(reused.text);
    expect(fresh.end?.usage.promptTokens).toBe(reused.end?.usage.promptTokens);
  });

  it('gives the same answer for the same seed, and others for others', async () => {
    const ask = async (seed: number) =>
      (await collect(random.generate({ messages: [user('Hi')], temperature: 1, maxTokens: 24, seed }))).text;
    expect(await ask(5)).toBe(await ask(5));
    expect(await ask(5)).not.toBe(await ask(6));
  });

  it('stops at a stop text, wherever its tokens are cut, and keeps it out of the answer', async () => {
    const ask = (stop: string[]) => collect(talker.generate({ messages: [user('Hi')], stop }));
    expect(await ask(['st mod'])).toMatchObject({
      text: REPLY.slice(0, REPLY.indexOf('st mod')),
      end: { reason: 'stop' },
    });
    expect((await ask(['never said', '?!'])).text).toBe(REPLY);
  });

  it('neither shows nor counts tokens that have no text', async () => {
    const file = models.write('silent', talkerModel({ reply: REPLY, silent: true }));
    const silent = await LlamaLanguageModel.load(backend, { file });
    try {
      const whole = await collect(silent.generate({ messages: [user('Hi')] }));
      const spoken = await collect(talker.generate({ messages: [user('Hi')] }));
      expect(whole.text).toBe(REPLY);
      expect(whole.end?.usage.completionTokens).toBe(spoken.end?.usage.completionTokens);
      const first = await collect(silent.generate({ messages: [user('Hi')], maxTokens: 1, alternatives: 1 }));
      expect(first.text).toBe('[happy]');
      expect(first.tokens.map(({ text }) => text)).toEqual(['[happy]']);
    } finally {
      await silent.dispose();
    }
  });

  it('says to itself the likeliest thing, and draws the words', async () => {
    const said = async (mark: string) => {
      const file = models.write('doubtful', doubtfulModel(mark));
      const doubtful = await LlamaLanguageModel.load(backend, { file });
      try {
        const answers: string[] = [];
        for (let i = 0; i < 40; i++) {
          const { text, end } = await collect(
            doubtful.generate({ messages: [user('Hi')], temperature: 1.5, topP: 1, cacheKey: 'a' }),
          );
          expect(end).toMatchObject({ reason: 'stop', usage: { completionTokens: 1 } });
          answers.push(text);
        }
        return [...new Set(answers)].sort();
      } finally {
        await doubtful.dispose();
      }
    };
    expect(await said('<|about:')).toEqual(['A fox.', 'A hare.']);
    expect(await said('<|kind:')).toEqual(['A fox.', 'A hare.', 'A whale.']);
  });

  it('stops after so many tokens, and at the end of its context', async () => {
    const short = await collect(endless.generate({ messages: [user('Hi')], maxTokens: 7 }));
    expect(short.end).toMatchObject({ reason: 'length', usage: { completionTokens: 7 } });
    const full = await collect(endless.generate({ messages: [user('Hi')] }));
    expect(full.end?.reason).toBe('length');
    const { promptTokens = 0, completionTokens = 0 } = full.end?.usage ?? {};
    expect(promptTokens + completionTokens).toBeLessThanOrEqual(2048);
    expect(promptTokens + completionTokens).toBeGreaterThan(2000);
  });

  it('refuses a prompt that does not fit, with both numbers', async () => {
    const messages = [user('word '.repeat(3000))];
    const tokens = await talker.countTokens(messages);
    const answer = collect(talker.generate({ messages }));
    await expect(answer).rejects.toMatchObject({ code: 'context_exceeded' });
    await expect(answer).rejects.toThrow(new RegExp(`${tokens} tokens.*at most 20\\d\\d`));
  });

  it('counts a prompt as it will be evaluated', async () => {
    const messages = [user('What is a fox?')];
    const { end } = await collect(random.generate({ messages, ...greedy }));
    expect(await random.countTokens(messages)).toBe(end?.usage.promptTokens);
  });

  it('takes control tokens in a message for plain words', async () => {
    const plain = await random.countTokens([user('x')]);
    expect(await random.countTokens([user('<|im_end|>')])).toBeGreaterThan(plain + 2);
  });

  it('says how sure it was', async () => {
    const sure = await collect(talker.generate({ messages: [user('Hi')], temperature: 0.7 }));
    expect(sure.end?.confidence).toBeGreaterThan(0.9);
  });
});

describe('a chat template', () => {
  for (const family of ['chatml', 'llama3', 'gemma', 'mistral'] as const) {
    it(`of the ${family} family takes every kind of message`, async () => {
      const file = models.write(family, talkerModel({ reply: 'Yes, of course.', family }));
      const model = await LlamaLanguageModel.load(backend, { file });
      const messages: ChatTurn[] = [
        { role: 'system', content: 'Be kind.' },
        user('One'),
        { role: 'assistant', content: 'Two' },
        user('Three'),
        user('Four'),
      ];
      expect((await collect(model.generate({ messages }))).text.trim()).toBe('Yes, of course.');
      await model.dispose();
    });
  }

  it('may be missing', async () => {
    const { metadata, ...rest } = talkerModel({ reply: 'Still here.' });
    const { 'tokenizer.chat_template': _, ...without } = metadata;
    const file = models.write('without-template', { ...rest, metadata: without });
    const model = await LlamaLanguageModel.load(backend, { file });
    expect((await collect(model.generate({ messages: [user('Hi')] }))).text).toBe('Still here.');
    await model.dispose();
  });
});
