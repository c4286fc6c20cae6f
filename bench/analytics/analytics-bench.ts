import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { CountingThread } from '../../src/main/domain/analytics/count/counting-thread.ts';
import { openDatabase } from '../../src/main/storage/open-database.ts';
import type { BenchTable } from '../bench-table.ts';
import { median, percentile } from '../statistics.ts';
import { timePlainQueries } from './plain-queries.ts';
import { storeYear, YEAR } from './year-of-messages.ts';

const MESSAGES = 1_000_000;
/** So many are stored without counting, to see what counting costs. */
const UNCOUNTED = 50_000;
const RUNS = 9;
const KINDS = ['messages', 'users', 'sessions', 'intents', 'ratings', 'answerTimes'] as const;
const THREAD = fileURLToPath(new URL('../../src/main/counting-thread.ts', import.meta.url));

export async function run(): Promise<BenchTable> {
  const directory = await mkdtemp(join(tmpdir(), 'tomo-bench-analytics-'));
  try {
    const withoutMs = await storeUncounted(join(directory, 'uncounted'));
    const file = await newDatabase(join(directory, 'counted'));
    const { characterId, storingMs } = storeYear(file, MESSAGES);
    const plain = timePlainQueries(file, characterId);
    const thread = new CountingThread(THREAD, file);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const rows: string[][] = [];
    for (const kind of KINDS) {
      for (const timeZone of ['UTC', 'Asia/Kolkata', 'America/New_York']) {
        const times: number[] = [];
        const processorTimes: number[] = [];
        delay.reset();
        for (let at = 0; at <= RUNS; at++) {
          delay.enable();
          const startMs = performance.now();
          const before = process.cpuUsage();
          await thread.call(kind, {
            characterId,
            from: new Date(YEAR.fromMs).toISOString(),
            to: new Date(YEAR.toMs).toISOString(),
            interval: 'day',
            timeZone,
            nowMs: YEAR.toMs,
          });
          // The first one starts the thread and reads the file.
          if (at === 0) continue;
          times.push(performance.now() - startMs);
          const { user, system } = process.cpuUsage(before);
          processorTimes.push((user + system) / 1_000);
        }
        delay.disable();
        rows.push([
          kind,
          timeZone,
          `${median(times).toFixed(0)} / ${percentile(times, 0.95).toFixed(0)}`,
          median(processorTimes).toFixed(0),
          timeZone === 'UTC' && plain[kind] !== undefined ? plain[kind].toFixed(0) : '',
          (delay.max / 1e6).toFixed(0),
        ]);
        console.log(rows.at(-1)?.join(' | '));
      }
    }
    await thread.close();
    const perMessage = (ms: number, count: number) => `${((ms * 1_000) / count).toFixed(0)} µs`;
    return {
      name: 'analytics',
      note:
        `A year of ${MESSAGES.toLocaleString('en')} messages of one character (half of them its answers), in ` +
        '50,000 conversations of up to 5,000 end users, with 20 intents, by the day; counted in a thread of its own, ' +
        'so that the server goes on answering. Plain: the same by joining conversations and messages, on the same ' +
        'database. Blocked: the longest that the asking thread stood still. Where others have the processor too, the processor’s time says more than the clock. Storing a message takes ' +
        `${perMessage(storingMs, MESSAGES)} with counting and ${perMessage(withoutMs, UNCOUNTED)} without (many in ` +
        `one transaction). Load average ${(loadavg()[0] ?? 0).toFixed(1)}. To reach: 200 ms.`,
      columns: ['counted', 'time zone', 'p50 / p95 ms', 'processor ms', 'plain ms', 'blocked ms'],
      rows,
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function newDatabase(directory: string): Promise<string> {
  await mkdir(directory);
  const database = await openDatabase(directory);
  await database.close();
  return join(directory, 'tomo.sqlite');
}

async function storeUncounted(directory: string): Promise<number> {
  const file = await newDatabase(directory);
  const db = new BetterSqlite3(file);
  const triggers = db
    .prepare<[], { name: string }>(
      "select name from sqlite_master where type = 'trigger' and name like 'counted_%'",
    )
    .all();
  for (const { name } of triggers) db.exec(`drop trigger ${name}`);
  db.close();
  return storeYear(file, UNCOUNTED).storingMs;
}
