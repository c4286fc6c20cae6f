import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { talkerModel } from '../../../../tools/gguf/test-models.ts';
import type { LanguageModel } from '../llm.ts';
import type { EngineClient } from './engine-client.ts';
import { collect, engineUnderTest, makeModelFolder, tinyModel } from './engine-under-test.ts';

// Processes start, die and start again in here: on a busy machine each takes seconds.
vi.setConfig({ testTimeout: 240_000 });

const models = makeModelFolder();
const REPLY = '[happy] Hello there! [wave] I am a test model. How are you today?';
const hello = { messages: [{ role: 'user' as const, content: 'Hello' }] };
let engine: EngineClient;
let talker: LanguageModel;
let endless: LanguageModel;

beforeAll(() => {
  engine = engineUnderTest();
  talker = engine.languageModel({ file: models.write('talker', talkerModel({ reply: REPLY })) });
  endless = engine.languageModel({
    file: models.write('endless', talkerModel({ reply: ' and on it goes,', endless: true })),
  });
});
afterAll(async () => {
  await engine.dispose();
  await models.remove();
});

async function killEngine(): Promise<void> {
  const { pid, restarts } = engine.status();
  process.kill(pid as number, 'SIGKILL');
  while (engine.status().restarts === restarts) await delay(5);
}

describe('the engine behind its client', () => {
  it('streams an answer in pieces and ends it with the usage', async () => {
    const { text, pieces, end } = await collect(talker.generate(hello));
    expect(text).toBe(REPLY);
    expect(pieces).toBeGreaterThan(3);
    expect(end).toMatchObject({ reason: 'stop', usage: { completionTokens: 13 } });
  });

  it('says what a model is', async () => {
    expect(await talker.info()).toMatchObject({ name: 'Talker', backend: 'cpu', contextTokens: 2048 });
    expect(engine.status()).toMatchObject({ state: 'ready', backend: 'cpu', restarts: 0 });
  });

  it('tells the memory of the GPU only where one is used', async () => {
    const memory = await engine.gpuMemory();
    if (engine.status().backend === 'cpu') expect(memory).toBeNull();
    else expect(memory?.usedBytes).toBeLessThanOrEqual(memory?.totalBytes ?? 0);
  });

  it('speaks, and reports its phonemes', async () => {
    const speech = await engine.speech.synthesize({ text: 'Hello' });
    expect(speech.samples).toBeInstanceOf(Int16Array);
    expect(speech.samples.some((sample) => Math.abs(sample) > 1000)).toBe(true);
    expect(speech.phonemes.map(({ ipa }) => ipa)).toContain('h');
  });

  it('ends an answer with an AbortError when it is cancelled, and can answer again', async () => {
    const controller = new AbortController();
    let seen = 0;
    const answer = async () => {
      for await (const event of endless.generate(hello, controller.signal)) {
        if (event.type === 'text' && ++seen === 3) controller.abort();
      }
    };
    await expect(answer()).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toBe(3);
    expect((await collect(talker.generate(hello))).text).toBe(REPLY);
  });

  it('refuses to begin when it was cancelled before', async () => {
    await expect(collect(talker.generate(hello, AbortSignal.abort()))).rejects.toMatchObject({
      name: 'AbortError',
    });
    await expect(engine.speech.synthesize({ text: 'Hello' }, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('stops the work when the reader stops reading', async () => {
    for await (const event of endless.generate({ ...hello, maxTokens: 1900 })) if (event) break;
    expect((await collect(endless.generate({ ...hello, maxTokens: 4 }))).end?.reason).toBe('length');
  });

  it('answers twenty at once, each completely', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => collect(talker.generate({ ...hello, cacheKey: `c${i % 7}` }))),
    );
    expect(answers.map(({ text }) => text)).toEqual(new Array(20).fill(REPLY));
  });

  it('gives up a place in the line when a waiting request is cancelled', async () => {
    const controllers = Array.from({ length: 8 }, () => new AbortController());
    const begun = Promise.withResolvers<void>();
    const answers = controllers.map(async ({ signal }) => {
      for await (const event of endless.generate(hello, signal)) if (event) begun.resolve();
    });
    // The engine takes requests in their order: when one is answered, the last ones wait.
    await begun.promise;
    for (const controller of controllers.toReversed()) controller.abort();
    const results = await Promise.allSettled(answers);
    expect(results.map((result) => result.status === 'rejected' && result.reason.name)).toEqual(
      new Array(8).fill('AbortError'),
    );
    expect((await collect(talker.generate(hello))).text).toBe(REPLY);
  });

  it('fails the calls that were open when the engine dies, and answers the next ones', async () => {
    const answer = async () => {
      let seen = 0;
      for await (const event of endless.generate({ ...hello, maxTokens: 1900 })) {
        if (event.type === 'text' && ++seen === 5) process.kill(engine.status().pid as number, 'SIGKILL');
      }
    };
    await expect(answer()).rejects.toMatchObject({ name: 'EngineError', code: 'engine_crashed' });
    expect((await collect(talker.generate(hello))).text).toBe(REPLY);
    expect(engine.status()).toMatchObject({ state: 'ready', restarts: 1 });
    expect((await engine.speech.synthesize({ text: 'Hello' })).samples.length).toBeGreaterThan(0);
  });

  it('fails a call for speech the same way', async () => {
    const speech = engine.speech.synthesize({ text: 'A long story. '.repeat(500) });
    const killed = killEngine();
    await expect(speech).rejects.toMatchObject({ code: 'engine_crashed' });
    await killed;
    expect((await engine.speech.voices()).length).toBeGreaterThan(100);
  });

  it('survives dying again and again', async () => {
    for (let i = 0; i < 2; i++) {
      await killEngine();
      expect((await collect(talker.generate(hello))).text).toBe(REPLY);
    }
  });

  it('frees a model with its last user', async () => {
    const file = models.write('shared', tinyModel());
    const [first, second] = [engine.languageModel({ file }), engine.languageModel({ file })];
    await Promise.all([first.info(), second.info()]);
    await first.dispose();
    await first.dispose();
    expect((await collect(second.generate({ ...hello, maxTokens: 3 }))).end).toBeDefined();
    await second.dispose();
    await expect(second.info()).rejects.toMatchObject({ code: 'failed' });
  });
});

describe('an engine that has been stopped', () => {
  it('fails open and new calls, and may be stopped twice', async () => {
    const stopped = engineUnderTest();
    const file = models.write('other', talkerModel({ reply: ' and on it goes,', endless: true }));
    const model = stopped.languageModel({ file });
    const answer = async () => {
      for await (const event of model.generate(hello)) if (event) await stopped.dispose();
    };
    await expect(answer()).rejects.toMatchObject({ code: 'engine_crashed' });
    await stopped.dispose();
    await expect(model.info()).rejects.toMatchObject({ code: 'engine_crashed' });
    expect(stopped.status().state).toBe('stopped');
  });

  it('fails the calls that wait for its start', async () => {
    const stopped = engineUnderTest();
    const model = stopped.languageModel({ file: models.write('never-read', tinyModel()) });
    const answer = collect(model.generate(hello));
    await stopped.dispose();
    await expect(answer).rejects.toMatchObject({ code: 'engine_crashed' });
  });
});
