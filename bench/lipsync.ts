import { toVisemes } from '../src/main/domain/voice/lip-sync.ts';
import { createLoudness } from '../src/main/domain/voice/loudness.ts';
import { createEspeakSynthesizer } from '../src/main/inference/espeak/espeak-synthesizer.ts';
import type { Speech } from '../src/main/inference/tts.ts';
import { type MouthPose, mouthOpening, sampleMouth } from '../src/shared/mouth-pose.ts';
import type { VisemeMark } from '../src/shared/viseme.ts';
import type { BenchTable } from './bench-table.ts';
import { median, percentile } from './statistics.ts';

/** The first paragraphs of a conversation, about the same in each language. */
const PAGES: Record<string, string[]> = {
  'en-US': [
    'Good morning! Did you sleep well? I made a pot of coffee and a bowl of porridge with apples.',
    'My brother Bob phoned from Paris. He wants to visit us in November, and he will bring the baby.',
    'Perhaps we should paint the back room before they come. What do you think about blue or yellow?',
  ],
  'de-DE': [
    'Guten Morgen! Hast du gut geschlafen? Ich habe Kaffee gekocht und Brötchen mit Butter gemacht.',
    'Mein Bruder Bernd hat aus Paris angerufen. Er möchte uns im November mit dem Baby besuchen.',
  ],
  'fr-FR': [
    'Bonjour ! As-tu bien dormi ? J’ai préparé du café et du pain avec beaucoup de beurre.',
    'Mon frère a appelé de Paris. Il voudrait nous rendre visite en novembre avec le bébé.',
  ],
  'es-ES': [
    '¡Buenos días! ¿Has dormido bien? He preparado café y pan con mantequilla y mermelada.',
    'Mi hermano llamó desde París. Quiere visitarnos en noviembre con el bebé y su mujer.',
  ],
  'ru-RU': [
    'Доброе утро! Ты хорошо спал? Я приготовил кофе и бутерброды с маслом.',
    'Мой брат звонил из Парижа. Он хочет приехать к нам в ноябре вместе с малышом.',
  ],
  'ja-JP': [
    'おはようございます。よくねむれましたか。コーヒーとパンをよういしました。',
    'あには、パリからでんわをくれました。じゅういちがつにあかちゃんとあそびにきます。',
  ],
  'zh-CN': ['早上好！你睡得好吗？我准备了咖啡和面包。', '我哥哥从巴黎打来电话，他想十一月带宝宝来看我们。'],
  'hi-IN': [
    'सुप्रभात! क्या आप अच्छे से सोए? मैंने कॉफ़ी और रोटी बनाई है।',
    'मेरे भाई ने पेरिस से फ़ोन किया। वह नवंबर में आना चाहता है।',
  ],
};
/** A change smaller than this cannot be seen, and has no beginning to measure. */
const VISIBLE_CHANGE = 0.15;
const SEARCH_MS = 90;
const FRAME_MS = 1000 / 60;
/** Loudness goes up and down with every cycle of the voice; the jaw does not. */
const SYLLABLE_FRAMES = 4;

/** When the mouth changes against when the voice says that its phonemes begin, and how well it opens with the sound. */
export async function run(): Promise<BenchTable> {
  const espeak = createEspeakSynthesizer();
  const rows: string[][] = [];
  const all: number[] = [];
  for (const [language, paragraphs] of Object.entries(PAGES)) {
    const errorsMs: number[] = [];
    const openings: number[] = [];
    const levels: number[] = [];
    for (const text of paragraphs) {
      const speech = await espeak.synthesize({ text, language });
      const marks = toVisemes(speech);
      errorsMs.push(...onsetErrorsMs(speech, marks));
      openings.push(...openingFrames(speech, marks));
      levels.push(...loudnessFrames(speech));
    }
    all.push(...errorsMs);
    rows.push([language, ...errorCells(errorsMs), correlation(openings, levels).toFixed(2)]);
  }
  rows.push(['all', ...errorCells(all), '']);
  return {
    name: 'lipsync',
    note:
      'Onset: the moment when half of the change into a phoneme’s shape is done, or, for p, b and m, when the lips ' +
      'have met, read from the blended pose at steps of 1 ms, against the phoneme’s time as espeak-ng reports it. Counted ' +
      'are phonemes whose shape visibly differs from the one before. Correlation: of mouth opening with loudness, per ' +
      'frame of 1/60 s, both smoothed over a short syllable.',
    columns: ['language', 'onsets', 'median ms', '95 % within ms', 'largest ms', 'opening ~ loudness'],
    rows,
  };
}

function errorCells(errorsMs: readonly number[]): string[] {
  const cells = [median(errorsMs), percentile(errorsMs, 0.95), Math.max(...errorsMs)];
  return [String(errorsMs.length), ...cells.map((ms) => ms.toFixed(1))];
}

function onsetErrorsMs(speech: Speech, marks: readonly VisemeMark[]): number[] {
  const errors: number[] = [];
  for (const { startMs } of speech.phonemes) {
    const index = marks.findIndex(({ t }) => t === Math.round(startMs));
    const [before, mark] = [marks[index - 1], marks[index]];
    if (!before || !mark || distance(target(before), target(mark)) < VISIBLE_CHANGE) continue;
    const onsetMs = onset(marks, before, mark);
    if (onsetMs !== undefined) errors.push(Math.abs(onsetMs - startMs));
  }
  return errors;
}

function onset(marks: readonly VisemeMark[], before: VisemeMark, mark: VisemeMark): number | undefined {
  const [from, to] = [target(before), target(mark)];
  const needed = mark.v === 'sil' && mark.w === 1 ? 0.99 : 0.5;
  // Searched from the middle of the shape before, so that an earlier change is not taken for this one.
  const startMs = Math.max(mark.t - SEARCH_MS, before.t + (mark.t - before.t) / 2);
  for (let tMs = startMs; tMs < mark.t + SEARCH_MS; tMs += 1) {
    const pose = sampleMouth(marks, tMs);
    if (distance(from, pose) >= needed * distance(from, to) && distance(pose, to) < distance(from, to))
      return tMs;
  }
  return undefined;
}

function target({ v, w }: VisemeMark): MouthPose {
  const pose: MouthPose = { aa: 0, ih: 0, ou: 0, ee: 0, oh: 0 };
  if (v !== 'sil') pose[v] = w;
  return pose;
}

function distance(a: MouthPose, b: MouthPose): number {
  const shapes = Object.keys(a) as (keyof MouthPose)[];
  return Math.hypot(...shapes.map((shape) => a[shape] - b[shape]));
}

function frameCount({ samples, sampleRateHz }: Speech): number {
  return Math.floor(((samples.length / sampleRateHz) * 1000) / FRAME_MS);
}

function openingFrames(speech: Speech, marks: readonly VisemeMark[]): number[] {
  return smoothed(
    Array.from({ length: frameCount(speech) }, (_, frame) =>
      mouthOpening(sampleMouth(marks, frame * FRAME_MS)),
    ),
  );
}

function loudnessFrames(speech: Speech): number[] {
  const loudness = createLoudness(speech);
  return smoothed(
    Array.from({ length: frameCount(speech) }, (_, frame) =>
      loudness.relative(frame * FRAME_MS, (frame + 1) * FRAME_MS),
    ),
  );
}

function smoothed(values: readonly number[]): number[] {
  return values.map((_, at) => {
    const around = values.slice(Math.max(0, at - SYLLABLE_FRAMES), at + SYLLABLE_FRAMES + 1);
    return around.reduce((sum, value) => sum + value, 0) / around.length;
  });
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    const [da, db] = [value - meanA, (b[i] ?? meanB) - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}
