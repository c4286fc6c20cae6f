import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { mouthOpening, sampleMouth } from '../../../shared/mouth-pose.ts';
import { VISEMES, type VisemeMark } from '../../../shared/viseme.ts';
import { createEspeakSynthesizer } from '../../inference/espeak/espeak-synthesizer.ts';
import type { Speech } from '../../inference/tts.ts';
import { lipActions } from './ipa-shapes.ts';
import { toVisemes } from './lip-sync.ts';

const SOUNDS = [
  'a',
  'ˈiː',
  'oʊ',
  'u',
  'y',
  'ə',
  'p',
  'b',
  'm',
  's',
  't',
  'k',
  'ʃ',
  'w',
  'f',
  'h',
  'tʃ',
  '',
  '_',
  '5',
];

/** Speech of these phonemes, each this long, as loud as a voice. */
function speechOf(phonemes: readonly (readonly [ipa: string, durationMs: number])[]): Speech {
  let startMs = 0;
  const marks = phonemes.map(([ipa, durationMs]) => {
    const mark = { ipa, startMs };
    startMs += durationMs;
    return mark;
  });
  const samples = Int16Array.from({ length: Math.round(startMs * 16) }, (_, i) => 8000 * Math.sin(i / 12));
  return { sampleRateHz: 16_000, samples, phonemes: marks };
}

const opening = (marks: readonly VisemeMark[], tMs: number) => mouthOpening(sampleMouth(marks, tMs));

function expectPlayable(marks: readonly VisemeMark[], durationMs: number): void {
  for (const [index, { t, d, v, w }] of marks.entries()) {
    expect(VISEMES).toContain(v);
    expect(w).toBeGreaterThanOrEqual(0);
    expect(w).toBeLessThanOrEqual(1);
    expect(t).toBeGreaterThanOrEqual(marks[index - 1]?.t ?? 0);
    expect(d).toBeGreaterThan(0);
    expect(t + d).toBeLessThanOrEqual(Math.ceil(durationMs) + 1);
  }
}

describe('mouth shapes from phonemes', () => {
  const anyPhonemes = fc.array(fc.tuple(fc.constantFrom(...SOUNDS), fc.integer({ min: 20, max: 250 })), {
    minLength: 1,
    maxLength: 25,
  });

  it('are sorted, inside the clause and within their ranges, for any phonemes', () => {
    fc.assert(
      fc.property(anyPhonemes, (phonemes) => {
        const speech = speechOf(phonemes);
        expectPlayable(toVisemes(speech), speech.samples.length / 16);
      }),
      { numRuns: 50 },
    );
  });

  it('close the lips when p, b or m sounds, between any other sounds', () => {
    const sound = fc.constantFrom(...SOUNDS);
    const bilabial = fc.constantFrom('p', 'b', 'm', 'pʰ', 'mː', 'bʲ');
    fc.assert(
      fc.property(sound, bilabial, sound, fc.integer({ min: 40, max: 150 }), (before, lips, after, ms) => {
        const marks = toVisemes(
          speechOf([
            ['a', 120],
            [before, 80],
            [lips, ms],
            [after, 90],
            ['a', 120],
          ]),
        );
        expect(opening(marks, 200)).toBe(0);
        expect(opening(marks, 200 + ms / 2 - 1)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('begin when their phonemes do', () => {
    const marks = toVisemes(
      speechOf([
        ['m', 80],
        ['a', 120],
        ['u', 100],
      ]),
    );
    expect(marks.map(({ t }) => t)).toEqual([0, 80, 200]);
  });

  it('give each vowel its shape', () => {
    const shapeOf = (ipa: string) => toVisemes(speechOf([[ipa, 200]]))[0]?.v;
    expect(['a', 'i', 'u', 'e', 'o', 'ɯ', 'ø', 'ɛ'].map(shapeOf)).toEqual([
      'aa',
      'ih',
      'ou',
      'ee',
      'oh',
      'ou',
      'oh',
      'ee',
    ]);
    expect(toVisemes(speechOf([['ˈaɪ', 200]])).map(({ v }) => v)).toEqual(['aa', 'ih']);
  });

  it('round the lips in the consonants before a rounded vowel', () => {
    const beforeU = toVisemes(
      speechOf([
        ['s', 90],
        ['t', 60],
        ['uː', 150],
      ]),
    );
    const beforeI = toVisemes(
      speechOf([
        ['s', 90],
        ['t', 60],
        ['iː', 150],
      ]),
    );
    expect(sampleMouth(beforeU, 80).ou).toBeGreaterThan(0.1);
    expect(sampleMouth(beforeI, 80).ou).toBe(0);
  });

  it('rest the mouth in a pause, but not between two quick sounds', () => {
    const pause = toVisemes(
      speechOf([
        ['a', 150],
        ['', 400],
        ['a', 150],
      ]),
    );
    const gap = toVisemes(
      speechOf([
        ['a', 150],
        ['', 30],
        ['a', 150],
      ]),
    );
    expect(opening(pause, 350)).toBe(0);
    expect(opening(gap, 165)).toBeGreaterThan(0.4);
  });

  it('come from the sound alone when a voice reports no phonemes', () => {
    const speech = { ...speechOf([['a', 600]]), phonemes: [] };
    speech.samples.fill(0, 0, 4000);
    const marks = toVisemes(speech);
    expectPlayable(marks, 600);
    expect(opening(marks, 100)).toBe(0);
    expect(opening(marks, 450)).toBeGreaterThan(0.2);
  });

  it('are none for silence', () => {
    expect(toVisemes({ sampleRateHz: 22_050, samples: new Int16Array(0), phonemes: [] })).toEqual([]);
  });
});

describe('mouth shapes for the languages of espeak-ng', () => {
  const TEXTS = {
    'en-US': 'My mother bought a big apple pie.',
    'de-DE': 'Meine Mutter macht heute Abend Apfelkuchen.',
    'fr-FR': 'Bonjour, ma mère prépare une belle soupe.',
    'es-ES': 'Mi mamá prepara una sopa buena.',
    'it-IT': 'La mamma prepara un bel pane.',
    'pt-BR': 'Minha mãe prepara um bom pão.',
    'ru-RU': 'Моя мама пьёт компот.',
    'pl-PL': 'Moja mama pije dobry kompot.',
    'ja-JP': 'こんばんは、げんきですか。',
    'zh-CN': '妈妈买苹果派，你好吗？',
    'ko-KR': '엄마가 밥을 먹어요.',
    'hi-IN': 'मेरी माँ बाज़ार में फल बेचती है।',
    'ar-SA': 'مرحبا بكم في بيتي.',
    'tr-TR': 'Annem bana büyük bir elma verdi.',
    'fi-FI': 'Äiti pesee ison pöydän.',
    'vi-VN': 'Mẹ tôi mua một cái bánh mì.',
  };
  const espeak = createEspeakSynthesizer();
  let speeches: Map<string, Speech>;

  beforeAll(async () => {
    const made = Object.entries(TEXTS).map(
      async ([language, text]) => [language, await espeak.synthesize({ text, language })] as const,
    );
    speeches = new Map(await Promise.all(made));
  });

  for (const language of Object.keys(TEXTS)) {
    it(`follow the voice: ${language}`, () => {
      const speech = speeches.get(language) as Speech;
      const durationMs = (speech.samples.length / speech.sampleRateHz) * 1000;
      const marks = toVisemes(speech);
      expectPlayable(marks, durationMs);
      expect(new Set(marks.map(({ v }) => v)).size).toBeGreaterThanOrEqual(3);
      const unknown = speech.phonemes.filter(({ ipa }) => /\p{L}/u.test(ipa) && lipActions(ipa).length === 0);
      expect(unknown).toEqual([]);
      const lips = speech.phonemes.filter(({ ipa }) => /^[ˈˌ]*[pbm]/.test(ipa));
      for (const { startMs } of lips) expect(opening(marks, Math.round(startMs))).toBe(0);
    });
  }
});
