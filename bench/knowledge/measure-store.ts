import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../statistics.ts';
import { entryAt, type Question, questionAt } from './corpus.ts';
import { openDuckdb } from './duckdb-store.ts';
import type { ExactAnswers } from './exact.ts';
import { openLancedb } from './lancedb-store.ts';
import { NotInstalledError, type OpenStore, type Part, type SearchedStore } from './searched-store.ts';
import { openSqliteVec } from './sqlite-vec-store.ts';
import { openTomo } from './tomo-store.ts';
import { openUsearch } from './usearch-store.ts';

export const STORES = {
  Tomo: openTomo,
  'sqlite-vec': openSqliteVec,
  usearch: openUsearch,
  lancedb: openLancedb,
  duckdb: openDuckdb,
} satisfies Record<string, OpenStore>;
export type StoreName = keyof typeof STORES;

export const LIMIT = 10;
export const QUESTIONS = 50;
const BATCH = 256;
/** The first questions find nothing in any cache. */
const ROUNDS = 2;
/** That the thread stood still is seen at its next turn. */
const SEEN_AFTER_MS = 3;

export interface PartFigures {
  p50Ms: number;
  p95Ms: number;
  /** Of the exact best ten, how many were found; null where there is nothing to compare with. */
  recall: number | null;
}

export interface StoreFigures {
  addedPerSecond: number;
  parts: Partial<Record<Part, PartFigures>>;
  residentMb: number;
  diskMb: number;
  /** How long the thread that asks was blocked at most. */
  blockedMs: { adding: number; searching: number };
}

export interface StoreTask {
  store: StoreName;
  count: number;
  /** Holds an empty folder for each store, and the exact answers. */
  directory: string;
}

/** @returns null where the store's package is not installed */
export async function measureStore({
  store: name,
  count,
  directory,
}: StoreTask): Promise<StoreFigures | null> {
  const exact = JSON.parse(await readFile(join(directory, 'exact.json'), 'utf8')) as ExactAnswers;
  const own = await mkdtemp(join(directory, 'store-'));
  try {
    const store = await STORES[name](own);
    const questions = Array.from({ length: QUESTIONS }, (_, at) => questionAt(at, count));
    const adding = await measureAdding(store, count);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const parts: StoreFigures['parts'] = {};
    for (const part of store.parts) parts[part] = await measurePart(store, part, questions, exact, delay);
    const residentMb = process.memoryUsage().rss / 1024 ** 2;
    await store.close();
    const blockedMs = { adding: adding.blockedMs, searching: delay.max / 1e6 };
    return { addedPerSecond: adding.perSecond, parts, residentMb, diskMb: await diskMbOf(own), blockedMs };
  } catch (error) {
    if (error instanceof NotInstalledError) return null;
    throw error;
  } finally {
    await rm(own, { recursive: true });
  }
}

/** The making of passages and vectors is not counted. */
async function measureAdding(store: SearchedStore, count: number) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let addingMs = 0;
  const timed = async (work: () => Promise<void>) => {
    delay.enable();
    const startMs = performance.now();
    await work();
    addingMs += performance.now() - startMs;
    await sleep(SEEN_AFTER_MS);
    delay.disable();
  };
  for (let first = 1; first <= count; first += BATCH) {
    const size = Math.min(BATCH, count - first + 1);
    const entries = Array.from({ length: size }, (_, at) => entryAt(first + at));
    await timed(() => store.add(entries));
  }
  await timed(() => store.finish());
  return { perSecond: (count / addingMs) * 1000, blockedMs: delay.max / 1e6 };
}

async function measurePart(
  store: SearchedStore,
  part: Part,
  questions: readonly Question[],
  exact: ExactAnswers,
  delay: ReturnType<typeof monitorEventLoopDelay>,
): Promise<PartFigures> {
  const tookMs: number[] = [];
  let found = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, question] of questions.entries()) {
      delay.enable();
      const startMs = performance.now();
      const ids = await store.search(question, part, LIMIT);
      tookMs.push(performance.now() - startMs);
      await sleep(SEEN_AFTER_MS);
      delay.disable();
      const best = part === 'text' ? [] : (exact[part][at] ?? []);
      found += best.filter((id) => ids.includes(id)).length;
    }
  }
  const recall = part === 'text' ? null : found / (ROUNDS * questions.length * LIMIT);
  return { p50Ms: percentile(tookMs, 0.5), p95Ms: percentile(tookMs, 0.95), recall };
}

async function diskMbOf(directory: string): Promise<number> {
  const names = await readdir(directory, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(directory, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024 ** 2;
}
