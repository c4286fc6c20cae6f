import { describe, expect, test } from 'vitest';
import type { ServerFrame } from '../../../shared/realtime.ts';
import type { GenerateEvent } from '../../inference/llm.ts';
import type { SpokenClause } from './speech-track.ts';
import { runTurn, type TurnRequest } from './turn.ts';

const END: GenerateEvent = {
  type: 'end',
  reason: 'stop',
  usage: { promptTokens: 10, completionTokens: 5, cachedTokens: 0 },
};

async function* write(texts: readonly string[], signal: AbortSignal): AsyncIterable<GenerateEvent> {
  for (const text of texts) {
    await Promise.resolve();
    signal.throwIfAborted();
    yield { type: 'text', text };
  }
  yield END;
}

const sound = (durationMs: number): SpokenClause => ({
  wav: new Uint8Array(44),
  sampleRateHz: 22_050,
  durationMs,
  visemes: [],
});

function turn(texts: readonly string[], changes: Partial<TurnRequest> = {}) {
  const frames: ServerFrame[] = [];
  const request: TurnRequest = {
    conversationId: 'conv_1',
    messageId: 'msg_1',
    prompt: async () => [{ role: 'user', content: 'hello' }],
    generate: (_prompt, signal) => write(texts, signal),
    speak: null,
    publish: (frame) => frames.push(frame),
    ...changes,
  };
  return { frames, request };
}

const chunks = (frames: ServerFrame[]) => frames.filter((frame) => frame.type === 'message_chunk');
const speech = (frames: ServerFrame[]) => frames.filter((frame) => frame.type === 'speech_chunk');

describe('a turn', () => {
  test('streams the text without its tags; the chunks, joined, are the message', async () => {
    const { frames, request } = turn(['[ha', 'ppy] Hel', 'lo! [wa', 've] Nice', ' day.']);
    const result = await runTurn(request, new AbortController().signal);
    expect(result).toMatchObject({
      outcome: 'complete',
      content: 'Hello! Nice day.',
      taggedContent: '[happy] Hello! [wave] Nice day.',
      emotion: 'happy',
      gestures: ['wave'],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    });
    expect(
      chunks(frames)
        .map((frame) => frame.content)
        .join(''),
    ).toBe('Hello! Nice day.');
    const finals = chunks(frames).map((frame) => frame.is_final);
    expect(finals.indexOf(true)).toBe(finals.length - 1);
  });

  test('ends an answer that goes round in circles, and the model with it', async () => {
    let written = 0;
    async function* circle(): AsyncIterable<GenerateEvent> {
      try {
        yield { type: 'text', text: '[happy] Your birthday' };
        while (written < 500) {
          written++;
          yield { type: 'text', text: ' is on the birthday' };
        }
      } finally {
        written += 1000;
      }
    }
    const { frames, request } = turn([], { generate: circle });
    const result = await runTurn(request, new AbortController().signal);
    expect(result).toMatchObject({ outcome: 'complete', emotion: 'happy' });
    expect(result.content).toMatch(/^Your birthday( is on the birthday){4,9}$/);
    expect(written).toBeLessThan(1010);
    expect(chunks(frames).at(-1)?.is_final).toBe(true);
  });

  test('speaks each clause with its feeling and gestures; only the last chunk is final', async () => {
    const { frames, request } = turn(['[happy] Hello there! [wave] How are you? [sad] Oh no.'], {
      speak: async () => sound(1),
    });
    await runTurn(request, new AbortController().signal);
    expect(
      speech(frames).map(({ index, text, emotion, is_final }) => ({ index, text, emotion, is_final })),
    ).toEqual([
      { index: 0, text: 'Hello there! ', emotion: 'happy', is_final: false },
      { index: 1, text: 'How are you?', emotion: 'happy', is_final: false },
      { index: 2, text: ' Oh no.', emotion: 'sad', is_final: true },
    ]);
    expect(speech(frames)[0]?.gestures).toEqual([{ name: 'wave', t: 1 }]);
  });

  test('a gesture after the last word still comes', async () => {
    const { frames, request } = turn(['Good night. ', '[wave]'], { speak: async () => sound(1) });
    await runTurn(request, new AbortController().signal);
    const gestures = speech(frames).flatMap((frame) => frame.gestures.map(({ name }) => name));
    expect(gestures).toEqual(['wave']);
    expect(speech(frames).filter((frame) => frame.is_final)).toHaveLength(1);
  });

  test('is at most two clauses ahead of whoever listens', async () => {
    const spoken: string[] = [];
    const stop = new AbortController();
    const { request } = turn(
      ['One is here. Two is here. Three is here. Four is here. Five is here. Six is here.'],
      {
        speak: async ({ text }) => {
          spoken.push(text.trim());
          return sound(60_000);
        },
      },
    );
    const running = runTurn(request, stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(spoken).toEqual(['One is here.', 'Two is here.', 'Three is here.']);
    stop.abort();
    expect(await running).toMatchObject({ outcome: 'interrupted', content: 'One is here.' });
  });

  test('when it is cut off, what was written so far is kept where nobody listens', async () => {
    const stop = new AbortController();
    const { request } = turn([], {
      generate: async function* (_prompt, signal) {
        yield { type: 'text', text: '[happy] I was about' };
        await new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
      },
    });
    const running = runTurn(request, stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    expect(await running).toMatchObject({ outcome: 'interrupted', content: 'I was about', emotion: 'happy' });
  });

  test.each([
    ['cut off', true],
    ['broken by the model', false],
  ])(
    'when it is %s, what was sent of it still ends with a final chunk, and with only one',
    async (_how, cutOff) => {
      const stop = new AbortController();
      const { frames, request } = turn([], {
        generate: async function* () {
          yield { type: 'text', text: 'I am here. I was about' };
          await new Promise(setImmediate);
          if (cutOff) stop.abort();
          throw new Error('no more');
        },
        speak: async () => sound(60_000),
      });
      await runTurn(request, stop.signal);
      const ends = (sent: { is_final: boolean }[]) => sent.map(({ is_final }) => is_final);
      expect(ends(chunks(frames))).toEqual([false, true]);
      expect(speech(frames).map(({ index, text, is_final }) => ({ index, text, is_final }))).toEqual([
        { index: 0, text: 'I am here. ', is_final: false },
        { index: 1, text: '', is_final: true },
      ]);
    },
  );

  test('when it is cut off before a word was sent, there is no chunk at all', async () => {
    const { frames, request } = turn(['Hello'], { speak: async () => sound(1) });
    await runTurn(request, AbortSignal.abort());
    expect(frames).toEqual([]);
  });

  test('when it is cut off after its text had ended, the text does not end twice', async () => {
    const stop = new AbortController();
    const { frames, request } = turn(['One is here. Two is here. Three is here. Four is here.'], {
      speak: async () => sound(60_000),
    });
    const running = runTurn(request, stop.signal);
    await new Promise(setImmediate);
    stop.abort();
    expect(await running).toMatchObject({ outcome: 'interrupted' });
    expect(chunks(frames).filter((frame) => frame.is_final)).toHaveLength(1);
    expect(speech(frames).map((frame) => frame.is_final)).toEqual([false, false, false, true]);
  });

  test('a failing model ends it with its error', async () => {
    const broken = new Error('model is gone');
    const { request } = turn([], {
      // biome-ignore lint/correctness/useYield: it fails before it yields anything
      generate: async function* () {
        throw broken;
      },
    });
    expect(await runTurn(request, new AbortController().signal)).toMatchObject({
      outcome: 'failed',
      error: broken,
    });
  });

  test('a failing voice stops the model and is the error', async () => {
    const broken = new Error('voice is gone');
    let modelStopped = false;
    const { request } = turn([], {
      generate: async function* (_prompt, signal) {
        yield { type: 'text', text: 'Hello there! How are you?' };
        await new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => {
            modelStopped = true;
            reject(signal.reason);
          }),
        );
      },
      speak: async () => {
        throw broken;
      },
    });
    expect(await runTurn(request, new AbortController().signal)).toMatchObject({
      outcome: 'failed',
      error: broken,
    });
    expect(modelStopped).toBe(true);
  });
});
