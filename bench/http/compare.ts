import { readFile } from 'node:fs/promises';
import { median, percentile } from '../statistics.ts';
import type { Round } from './load.ts';

/** One side of a comparison. */
export interface Side {
  title: string;
  pid: number;
  round(): Promise<Round>;
}

/** Lets both work in turns. @returns a row for each, with what ours reaches of the bare one */
export async function compare(bare: Side, ours: Side, rounds: number): Promise<string[][]> {
  const results: [Side, Round[]][] = [
    [bare, []],
    [ours, []],
  ];
  // The first round of each is for warming up.
  for (let count = 0; count <= rounds; count++) {
    for (const [side, kept] of results) {
      const round = await side.round();
      if (count > 0) kept.push(round);
    }
  }
  console.error(`measured: ${ours.title}`);
  const perSecond = (kept: Round[]) => median(kept.map((round) => round.perSecond));
  const peer = perSecond(results[0]?.[1] ?? []);
  return await Promise.all(
    results.map(async ([{ title, pid }, kept]) => {
      const latencies = kept.flatMap((round) => round.latenciesMs);
      return [
        title,
        perSecond(kept).toFixed(0),
        `${median(latencies).toFixed(2)} ms`,
        `${percentile(latencies, 0.99).toFixed(2)} ms`,
        `${(await residentMegabytes(pid)).toFixed(0)} MB`,
        (perSecond(kept) / peer).toFixed(2),
      ];
    }),
  );
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}
