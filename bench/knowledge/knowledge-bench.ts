import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BenchTable } from '../bench-table.ts';
import { questionAt } from './corpus.ts';
import { exactAnswers } from './exact.ts';
import {
  LIMIT,
  measureStore,
  type PartFigures,
  QUESTIONS,
  STORES,
  type StoreFigures,
  type StoreName,
  type StoreTask,
} from './measure-store.ts';

const COUNTS = process.argv.includes('--large') ? [100_000, 1_000_000] : [100_000];

// Each store is measured in a process of its own, which runs this file too.
if (process.env['TOMO_BENCH_STORE'] !== undefined) {
  const figures = await measureStore(JSON.parse(process.env['TOMO_BENCH_STORE']) as StoreTask);
  process.send?.({ figures }, () => process.exit(0));
}

export async function run(): Promise<BenchTable> {
  const rows: string[][] = [];
  const loads: number[] = [];
  const idleMs = await longestIdleBlock();
  for (const count of COUNTS) {
    const directory = await mkdtemp(join(tmpdir(), 'tomo-bench-knowledge-'));
    try {
      const questions = Array.from({ length: QUESTIONS }, (_, at) => questionAt(at, count));
      await writeFile(join(directory, 'exact.json'), JSON.stringify(exactAnswers(questions, count, LIMIT)));
      for (const store of Object.keys(STORES) as StoreName[]) {
        const figures = await measureInChild({ store, count, directory });
        loads.push(loadavg()[0] ?? 0);
        rows.push([store, count.toLocaleString('en'), ...cellsOf(figures)]);
        console.log(rows.at(-1)?.join(' | '));
      }
    } finally {
      await rm(directory, { recursive: true });
    }
  }
  return {
    name: 'knowledge',
    note:
      `Synthetic passages of about 105 words (Zipf) with vectors of 384 dimensions in 4,000 clusters, ${QUESTIONS} ` +
      'questions asked twice, ten answers each. Recall is against comparing with every passage. Tomo stores each batch ' +
      'of 256 before it takes the next (fsync), searches in a thread of its own and forgets for good what is removed; ' +
      'usearch keeps all in memory and saves at the end. lancedb fuses by rank, which no exact answer belongs to. ' +
      'Blocked: the longest that the thread that asks stood still, adding / searching. While others have the ' +
      `processor it stands still too: one that did nothing for ten seconds did so for up to ${idleMs.toFixed(0)} ms. ` +
      'The load average of the ' +
      `machine was ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}. To reach: hybrid p95 25 ms ` +
      'at 100,000 and 60 ms at 1,000,000 with recall 0.98, blocked 20 ms at most.',
    columns: [
      ...['store', 'passages', 'added per second', 'text p50 / p95 ms', 'vector p50 / p95 ms', 'recall'],
      ...['hybrid p50 / p95 ms', 'recall', 'resident MB', 'disk MB', 'blocked ms'],
    ],
    rows,
  };
}

/** What a thread that does nothing suffers from what else the machine does. */
async function longestIdleBlock(): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await sleep(10_000);
  delay.disable();
  return delay.max / 1e6;
}

async function measureInChild(task: StoreTask): Promise<StoreFigures | null> {
  const child = fork(fileURLToPath(import.meta.url), [], {
    env: { ...process.env, TOMO_BENCH_STORE: JSON.stringify(task) },
  });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The measurement of ${task.store} ended with ${code}.`);
  });
  const [{ figures }] = (await Promise.race([once(child, 'message'), failed])) as [
    { figures: StoreFigures | null },
  ];
  failed.catch(() => {});
  return figures;
}

function cellsOf(figures: StoreFigures | null): string[] {
  if (figures === null) return ['not installed', ...Array.from({ length: 8 }, () => '')];
  const { addedPerSecond, parts, residentMb, diskMb, blockedMs } = figures;
  return [
    addedPerSecond.toFixed(0),
    timesOf(parts.text),
    timesOf(parts.vector),
    recallOf(parts.vector),
    timesOf(parts.hybrid),
    recallOf(parts.hybrid),
    residentMb.toFixed(0),
    diskMb.toFixed(0),
    `${blockedMs.adding.toFixed(0)} / ${blockedMs.searching.toFixed(0)}`,
  ];
}

function timesOf(part: PartFigures | undefined): string {
  return part === undefined ? '' : `${part.p50Ms.toFixed(1)} / ${part.p95Ms.toFixed(1)}`;
}

function recallOf(part: PartFigures | undefined): string {
  return part === undefined || part.recall === null ? '' : part.recall.toFixed(3);
}
