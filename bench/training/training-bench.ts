import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { IntentClassifier } from '../../src/main/domain/training/learn/intent-classifier.ts';
import { type EmbeddedExamples, trainingThread } from '../../src/main/domain/training/train-in-thread.ts';
import type { BenchTable } from '../bench-table.ts';
import { median } from '../statistics.ts';
import { learnPhrasings, vectorsOf } from './learn-phrasings.ts';
import { type Phrasing, readPhrasings } from './read-phrasings.ts';

const LANGUAGES = ['en', 'de', 'fr', 'ja'];
const BASELINE_MS = 5_000;
const SIZES = [100, 1_000, 10_000];
const AT_ONCE = 32;
const RECOGNISED_TIMES = 500;
const THREAD = fileURLToPath(new URL('../../src/main/training-thread.ts', import.meta.url));

/** How well intents are learned from phrasings, and how long learning takes while the server goes on. */
export async function run(): Promise<BenchTable> {
  const rows: string[][] = [];
  for (const language of LANGUAGES) {
    const set = readPhrasings(language);
    const scores = await learnPhrasings(set);
    const share = (value: number | null) => (value === null ? '–' : value.toFixed(3));
    const { majority, centroid, neighbours, learned, wrong, strangersRefused, figures } = scores;
    const peers = [majority, centroid, neighbours].map(share);
    const own = [learned, wrong, strangersRefused, figures.calibrationError].map(share);
    rows.push([language, `${set.train.length}`, ...peers, ...own, '–', '–', '–', '–']);
  }
  rows.push(['nothing trains', ...Array<string>(10).fill('–'), await delayOfNothing(), '–']);
  for (const size of SIZES) {
    const { seconds, delay, recogniseMs } = await timeTraining(size);
    const times = [seconds.toFixed(1), (size / seconds).toFixed(0), delay, recogniseMs.toFixed(2)];
    rows.push([`${size} examples`, `${size}`, ...Array<string>(7).fill('–'), ...times]);
  }
  return {
    name: 'training',
    note:
      'Shares of phrasings that were held back, by the built-in embeddings: always the most frequent intent, the nearest ' +
      'centroid, the five nearest neighbours, and what Tomo learns (`right` and `wrong` leave out what it calls unknown; ' +
      '`strangers` is the share of messages with other intents that it calls so; `calibration` is its error). Then the ' +
      'time from the first text to the weights with all measuring, how long the event loop of the server was held up ' +
      'meanwhile (99 of 100 looks, and the worst), and the median time to recognise a message with its vector.',
    columns: [
      ...[
        'set',
        'examples',
        'majority',
        'centroid',
        '5 nearest',
        'right',
        'wrong',
        'strangers',
        'calibration',
      ],
      ...['seconds', 'examples/s', 'loop held up ms', 'recognise ms'],
    ],
    rows,
  };
}

async function timeTraining(size: number) {
  const phrasings = manyPhrasings(size);
  const intents = [...new Set(phrasings.map(({ intent }) => intent))];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startMs = performance.now();
  const { classifier } = await trainingThread(THREAD)(
    {
      task: { intents, seed: 1, epochsMax: 200 },
      examples: batches(phrasings, intents),
      onProgress: () => {},
    },
    new AbortController().signal,
  );
  const seconds = (performance.now() - startMs) / 1_000;
  delay.disable();
  const learned = IntentClassifier.fromBytes(classifier);
  const [vector = new Float32Array()] = await vectorsOf(['can I book a table for tonight?']);
  const times = Array.from({ length: RECOGNISED_TIMES }, () => {
    const beginMs = performance.now();
    learned.recognise('can I book a table for tonight?', vector);
    return performance.now() - beginMs;
  });
  return { seconds, delay: delayOf(delay), recogniseMs: median(times) };
}

/** How long the event loop is held up where nothing trains: what the rest of the machine does to it. */
async function delayOfNothing(): Promise<string> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, BASELINE_MS));
  delay.disable();
  return delayOf(delay);
}

/** Of a hundred looks the second-worst, and the worst of all. */
function delayOf(delay: Pick<ReturnType<typeof monitorEventLoopDelay>, 'percentile' | 'max'>): string {
  return [delay.percentile(99), delay.max].map((ns) => (ns / 1e6).toFixed(1)).join(' / ');
}

async function* batches(
  phrasings: readonly Phrasing[],
  intents: readonly string[],
): AsyncGenerator<EmbeddedExamples> {
  for (let from = 0; from < phrasings.length; from += AT_ONCE) {
    const some = phrasings.slice(from, from + AT_ONCE);
    const texts = some.map(({ text }) => text);
    yield {
      texts,
      labels: some.map(({ intent }) => intents.indexOf(intent)),
      vectors: await vectorsOf(texts),
    };
    await new Promise(setImmediate);
  }
}

/** Phrasings with other words around them, until there are so many. */
function manyPhrasings(size: number): Phrasing[] {
  const { train } = readPhrasings('en');
  const before = ['', 'hello, ', 'please tell me, ', 'one question: ', 'sorry, '];
  const after = ['', ' thanks', ' please', ' if I may ask', ' for my friend'];
  return Array.from({ length: size }, (_, at) => {
    const round = Math.floor(at / train.length);
    const { text, intent } = train[at % train.length] as Phrasing;
    const number = round < before.length * after.length ? '' : ` ${round}`;
    const frame = Math.floor(round / before.length) % after.length;
    return { text: `${before[round % before.length]}${text}${after[frame]}${number}`, intent };
  });
}
