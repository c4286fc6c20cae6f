import OpenAI, { toFile } from 'openai';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeSound, hasFfmpeg } from '../support/decode-sound.ts';
import { openAiClient } from '../support/openai-client.ts';
import { rootMeanSquare } from '../support/root-mean-square.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const TEXT = 'Good morning, how are you today? I hope that you slept well, and that the sun is shining.';
const RATE_HZ = 24_000;

const hex = (letters: string) => Buffer.from(letters).toString('hex');
/** What each container begins with, as hexadecimal digits. */
const BEGINNINGS = {
  // A frame of layer III, without a checksum.
  mp3: /^fff[23]/,
  opus: new RegExp(`^${hex('OggS')}.{48}${hex('OpusHead')}0101`),
  flac: new RegExp(`^${hex('fLaC')}80000022`),
  wav: new RegExp(`^${hex('RIFF')}ffffffff${hex('WAVEfmt ')}10000000010001`),
} as const;
const TYPES = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
};
type Format = keyof typeof TYPES;

describe('speech', () => {
  const tomo = tomoForTests('talker');
  let client: OpenAI;
  beforeAll(() => {
    client = openAiClient(tomo.url);
  });
  const speak = async (options: Partial<OpenAI.Audio.SpeechCreateParams> = {}) =>
    await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: TEXT, ...options });
  const pcm = async (options: Partial<OpenAI.Audio.SpeechCreateParams> = {}) =>
    new Int16Array(await (await speak({ ...options, response_format: 'pcm' })).arrayBuffer());
  const seconds = (samples: Int16Array) => samples.length / RATE_HZ;

  it.each(Object.keys(TYPES) as Format[])('comes as %s', async (format) => {
    const answer = await speak({ response_format: format });
    expect(answer.headers.get('content-type')).toBe(TYPES[format]);
    const file = Buffer.from(await answer.arrayBuffer());
    if (format !== 'pcm') expect(file.toString('hex', 0, 64)).toMatch(BEGINNINGS[format]);
    if (!hasFfmpeg) return;
    const samples = decodeSound(file, RATE_HZ, format === 'pcm' ? RATE_HZ : undefined);
    expect(rootMeanSquare(samples)).toBeGreaterThan(1_000);
    expect(seconds(samples)).toBeCloseTo(seconds(await pcm()), 0);
  });

  it('is an MP3 unless another format is asked for', async () => {
    const { data } = await client.audio.speech
      .create({ model: 'tts-1', voice: 'nova', input: 'Hi' })
      .withResponse();
    expect(data.headers.get('content-type')).toBe('audio/mpeg');
  });

  it('is heard: as long as the words need, and not silent', async () => {
    const samples = await pcm();
    expect(seconds(samples)).toBeGreaterThan(4);
    expect(seconds(samples)).toBeLessThan(9);
    expect(rootMeanSquare(samples)).toBeGreaterThan(1_000);
    expect(samples.some((sample) => Math.abs(sample) > 8_000)).toBe(true);
  });

  it('is as fast as was asked for, from a quarter to four times', async () => {
    const normal = seconds(await pcm());
    for (const speed of [0.25, 0.5, 2, 4]) {
      const ratio = normal / seconds(await pcm({ speed }));
      // Voices do not speak exactly in proportion.
      expect(ratio).toBeGreaterThan(speed * 0.75);
      expect(ratio).toBeLessThan(speed * 1.35);
    }
  });

  it('comes while it is made', async () => {
    const long = `${'This is a sentence that takes a while to say. '.repeat(60)}`;
    const answer = await speak({ input: long, response_format: 'wav' });
    const reader = answer.body?.getReader();
    let bytes = 0;
    let pieces = 0;
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) break;
      bytes += value?.length ?? 0;
      pieces += 1;
    }
    expect(bytes / 2 / RATE_HZ).toBeGreaterThan(60);
    expect(pieces).toBeGreaterThan(20);
  });

  it('has the voice that was asked for, or the one of its language', async () => {
    // Every voice needs a time of its own for the same letters.
    const duration = async (voice: string, input: string) => seconds(await pcm({ voice, input }));
    const input = 'Guten Morgen, wie geht es dir und was ist das für ein Wetter?';
    const german = await duration('espeak:de+f3', input);
    const byId = await duration({ id: 'espeak:de+f3' } as never, input);
    expect(Math.abs(byId - german)).toBeLessThan(0.02);
    expect(Math.abs((await duration('alloy', input)) - german)).toBeLessThan(0.02);
    expect(Math.abs((await duration('espeak:en-us+f3', input)) - german)).toBeGreaterThan(0.1);
  });

  it('of what cannot be said is an empty sound', async () => {
    expect(await pcm({ input: '🙂 …' })).toHaveLength(0);
  });

  it.each<[string, object, string]>([
    ['a format that cannot be made', { response_format: 'aac' }, 'response_format'],
    ['nothing to say', { input: '' }, 'input'],
    ['too much to say', { input: 'x'.repeat(4097) }, 'input'],
    ['a voice that is not there', { voice: 'espeak:klingon' }, 'voice'],
    ['no voice', { voice: undefined }, 'voice'],
    ['a speed too slow', { speed: 0.2 }, 'speed'],
    ['a speed too fast', { speed: 4.1 }, 'speed'],
    ['events', { stream_format: 'sse' }, 'stream_format'],
  ])('with %s is refused', async (_name, options, param) => {
    await expect(speak(options)).rejects.toMatchObject({ status: 400, param });
    await expect(speak(options)).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  });

  it('of a model that is not there is refused', async () => {
    await expect(speak({ model: 'talker.gguf' })).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });

  it('stops being made when nobody listens any more', async () => {
    const gone = new AbortController();
    const answer = await client.audio.speech.create(
      {
        model: 'tts-1',
        voice: 'alloy',
        input: 'This goes on and on and on. '.repeat(140),
        response_format: 'wav',
      },
      { signal: gone.signal },
    );
    await answer.body?.getReader().read();
    gone.abort();
    expect(seconds(await pcm({ input: 'Still there?' }))).toBeGreaterThan(0.3);
    expect(tomo.log()).not.toMatch(/request failed|stream failed/);
  });
});

describe('transcriptions', () => {
  const tomo = tomoForTests('talker');

  it('are refused in words that a client understands, however long the sound is, and are not tried again', async () => {
    const client = openAiClient(tomo.url).withOptions({ maxRetries: 3 });
    for (const size of [100, 5_000_000]) {
      const file = await toFile(Buffer.alloc(size), 'speech.wav', { type: 'audio/wav' });
      const asked = client.audio.transcriptions.create({ model: 'whisper-1', file });
      await expect(asked).rejects.toMatchObject({
        status: 501,
        code: 'speech_recognition_unavailable',
        type: 'server_error',
      });
    }
  });

  it('are refused without a key before anything else', async () => {
    const stranger = openAiClient(tomo.url, 'wrong');
    const file = await toFile(Buffer.alloc(100), 'speech.wav', { type: 'audio/wav' });
    const asked = stranger.audio.transcriptions.create({ model: 'whisper-1', file });
    await expect(asked).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  });
});
