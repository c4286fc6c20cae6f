import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { startTomo } from '../tests/support/start-tomo.ts';
import type { BenchTable } from './bench-table.ts';
import { median } from './statistics.ts';

const RUNS = 10;

/** From the start of `tomo serve` until it answers, beside what Node needs for an empty program. */
export async function run(): Promise<BenchTable> {
  const listeningMs: number[] = [];
  const emptyMs: number[] = [];
  const megabytes: number[] = [];
  for (let count = 0; count < RUNS; count++) {
    emptyMs.push(timeEmptyProgram());
    const startMs = performance.now();
    const tomo = await startTomo();
    await fetch(`${tomo.url}/health`);
    listeningMs.push(performance.now() - startMs);
    megabytes.push(await residentMegabytes(tomo.pid));
    await tomo.stop();
  }
  return {
    name: 'startup',
    note: `\`tomo serve\` on a new data directory until \`/health\` answers, ${RUNS} runs. To reach: under 500 ms, under 150 MB.`,
    columns: ['program', 'median', 'resident memory'],
    rows: [
      ['node -e 0', `${median(emptyMs).toFixed(0)} ms`, ''],
      ['tomo serve', `${median(listeningMs).toFixed(0)} ms`, `${median(megabytes).toFixed(0)} MB`],
    ],
  };
}

function timeEmptyProgram(): number {
  const startMs = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - startMs;
}

/** Of the server's process alone: the engine with its model is another one. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  return kilobytes === undefined ? Number.NaN : Number(kilobytes) / 1024;
}
