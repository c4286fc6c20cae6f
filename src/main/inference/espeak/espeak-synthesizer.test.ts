import { afterAll, describe, expect, it } from 'vitest';
import type { Speech } from '../tts.ts';
import { createEspeakSynthesizer } from './espeak-synthesizer.ts';
import { spokenPieces, spokenText } from './spoken-text.ts';

const espeak = createEspeakSynthesizer();
afterAll(() => espeak.dispose());

const durationMs = ({ samples, sampleRateHz }: Speech) => (samples.length / sampleRateHz) * 1000;
const ipaOf = ({ phonemes }: Speech) => phonemes.map(({ ipa }) => ipa).join('');
const loud = ({ samples }: Speech) => samples.some((sample) => Math.abs(sample) > 1000);

/** The median pitch of the voice, by autocorrelation in windows of 1,200 samples; a single one may hear a harmonic. */
function pitchHz({ samples, sampleRateHz }: Speech): number {
  const pitches: number[] = [];
  for (let start = 0; start + 1_200 <= samples.length; start += 600) {
    const window = samples.subarray(start, start + 1_200);
    const energy = window.reduce((sum, sample) => sum + sample * sample, 0) / window.length;
    if (energy < 1_000_000) continue;
    const match = (lag: number) =>
      window.reduce((sum, sample, i) => sum + sample * (window[i + lag] ?? 0), 0) / (window.length - lag);
    const lags = Array.from({ length: 150 }, (_, i) => i + 50);
    pitches.push(sampleRateHz / lags.reduce((best, lag) => (match(lag) > match(best) ? lag : best)));
  }
  return pitches.sort((a, b) => a - b)[Math.floor(pitches.length / 2)] ?? Number.NaN;
}

describe('espeak-ng', () => {
  it('offers over a hundred languages, each in several timbres, with ids that work', async () => {
    const voices = await espeak.voices();
    expect(new Set(voices.map(({ language }) => language)).size).toBeGreaterThan(100);
    expect(new Set(voices.map(({ id }) => id)).size).toBe(voices.length);
    expect(voices).toContainEqual({
      id: 'espeak:en-us+f3',
      name: 'English (America), soft',
      language: 'en-US',
      gender: 'female',
    });
    for (const { id } of voices.filter((_, index) => index % 25 === 0)) {
      expect(loud(await espeak.synthesize({ text: 'mama 1, 2', voiceId: id }))).toBe(true);
    }
  });

  it('speaks with sound and phonemes that begin and end with the samples', async () => {
    const speech = await espeak.synthesize({ text: 'Hello, my friend.' });
    expect(speech.sampleRateHz).toBe(22_050);
    expect(loud(speech)).toBe(true);
    expect(speech.phonemes[0]).toMatchObject({ ipa: 'h' });
    expect(speech.phonemes[0]?.startMs).toBeLessThan(30);
    const starts = speech.phonemes.map(({ startMs }) => startMs);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(starts.at(-1)).toBeLessThanOrEqual(durationMs(speech));
  });

  it.each([
    ['de-AT', 'ich', 'ç'],
    ['fr-FR', 'rue', 'y'],
    ['fr', 'rue', 'y'],
    ['en-GB', 'hot', 'ɒ'],
    ['zh-CN', '你好', 'x'],
    ['pt', 'não', 'ɐ̃'],
    ['xx-YY', 'fish', 'ʃ'],
  ])('finds a voice for %s', async (language, text, sound) => {
    expect(
      ipaOf(await espeak.synthesize({ text, language }))
        .normalize('NFC')
        .replace('χ', 'x'),
    ).toContain(sound.normalize('NFC'));
  });

  it('says which voice does not exist', async () => {
    await expect(espeak.synthesize({ text: 'Hi', voiceId: 'espeak:klingon-of-1999' })).rejects.toMatchObject({
      code: 'voice_unknown',
    });
    await expect(espeak.synthesize({ text: 'Hi', voiceId: 'espeak:en+../../x' })).rejects.toMatchObject({
      code: 'voice_unknown',
    });
  });

  it('speaks faster and slower', async () => {
    const text = 'The weather is lovely today.';
    const [slow, normal, fast] = await Promise.all(
      [0.5, 1, 2].map(async (speed) => durationMs(await espeak.synthesize({ text, speed }))),
    );
    expect(slow).toBeGreaterThan((normal as number) * 1.4);
    expect(fast).toBeLessThan((normal as number) * 0.7);
  });

  it('speaks higher and lower', async () => {
    const [low, high] = await Promise.all(
      [0.6, 1.5].map(async (pitch) => pitchHz(await espeak.synthesize({ text: 'Hello there', pitch }))),
    );
    expect(high).toBeGreaterThan((low as number) * 1.2);
  });

  it.each(['', ' ', '...', '?!', '\u0000\u0001', '🙂'])('says nothing bad about %j', async (text) => {
    const speech = await espeak.synthesize({ text });
    expect(durationMs(speech)).toBeLessThan(2500);
  });

  it.each([
    '<break time="20s"/>Hello',
    '<speak><prosody rate="x-slow">Hello</prosody></speak>',
    '<audio src="file:///etc/passwd"/>Hello',
    'Hello &#x41; &amp; &lt;b&gt; & <',
    "[[h@l'oU]] Hello",
    '\u0001+50S Hello',
    '<mark name="x"/><voice name="de">Hello',
    '<!-- Hello --> ]]> <![CDATA[ Hello',
    'Hello \ud83d and \udc00',
  ])('reads %j as plain words', async (text) => {
    const speech = await espeak.synthesize({ text });
    expect(ipaOf(speech)).toContain('həlˈoʊ');
    expect(durationMs(speech)).toBeLessThan(12_000);
  });

  it('reads ten thousand characters to the end', async () => {
    const text = `${'This is a long story. '.repeat(460)}Amen`;
    const speech = await espeak.synthesize({ text, speed: 2 });
    expect(ipaOf(speech).match(/ˈɔːɹi/g)?.length).toBe(460);
    expect(ipaOf(speech).slice(-20)).toContain('mˈɛn');
    expect(Math.max(...speech.phonemes.map(({ startMs }) => startMs))).toBeLessThanOrEqual(
      durationMs(speech),
    );
  });

  it('stops a long text when it is cancelled', async () => {
    const controller = new AbortController();
    const speech = espeak.synthesize({ text: 'A long story. '.repeat(2000) }, controller.signal);
    controller.abort();
    await expect(speech).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the text that espeak-ng gets', () => {
  it('has no markup, no commands and no control characters', () => {
    expect(spokenText('a<b>&[[c]]\u0001\ue000d')).toBe('a&lt;b&gt;&amp; c  d');
  });

  it('is cut at sentences, then clauses, then words, and loses nothing', () => {
    const text = `One sentence. Another one, with a clause, and more words ${'x'.repeat(50)}🙂🙂🙂${'y'.repeat(41)}`;
    const pieces = spokenPieces(text, 24);
    expect(pieces.join('')).toBe(text);
    expect(pieces[0]).toBe('One sentence. ');
    expect(pieces.every((piece) => piece.length <= 24 && piece.isWellFormed())).toBe(true);
  });
});
