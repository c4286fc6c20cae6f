import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchTable } from './bench-table.ts';

/** Each benchmark, loaded only when it runs. */
const BENCHES: Record<string, () => Promise<{ run(): Promise<BenchTable> }>> = {
  turn: () => import('./turn.ts'),
  lipsync: () => import('./lipsync.ts'),
  http: () => import('./http/http-bench.ts'),
  llm: () => import('./llm.ts'),
  startup: () => import('./startup.ts'),
  frame: () => import('./frame.ts'),
  knowledge: () => import('./knowledge/knowledge-bench.ts'),
  memory: () => import('./memory/memory-bench.ts'),
  analytics: () => import('./analytics/analytics-bench.ts'),
  retrieval: () => import('./retrieval/retrieval-bench.ts'),
  training: () => import('./training/training-bench.ts'),
};
const RESULTS = join(fileURLToPath(new URL('..', import.meta.url)), 'docs', 'benchmarks.md');
const HEADING = '# Benchmarks';

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = names.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  console.error(`There is no benchmark '${unknown}'. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}

for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
  const load = BENCHES[name];
  if (load === undefined) continue;
  const table = await (await load()).run();
  console.log(`\n${toMarkdown(table)}`);
  if (process.argv.includes('--write')) await keep(table);
}
process.exit(0);

function toMarkdown({ name, note, columns, rows }: BenchTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [`## ${name}`, '', note, '', line(columns), line(columns.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

/** Puts a table into docs/benchmarks.md, in the place of the one of that name. */
async function keep(table: BenchTable): Promise<void> {
  const page = await readFile(RESULTS, 'utf8').catch(() => '');
  const sections = new Map(
    page
      .split(/^(?=## )/m)
      .filter((section) => section.startsWith('## '))
      .map((section) => [section.slice(3).split('\n', 1)[0] ?? '', section.trimEnd()]),
  );
  sections.set(table.name, `${toMarkdown(table)}\n\n_${machine()}_`);
  const order = Object.keys(BENCHES).filter((name) => sections.has(name));
  const intro =
    'Made by `npm run bench -- --write`. Each compares with its peer in the same run, so the ratios say more than the ' +
    'milliseconds, which depend on the machine and on what else it does.';
  await writeFile(RESULTS, `${[HEADING, intro, ...order.map((name) => sections.get(name))].join('\n\n')}\n`);
}

function machine(): string {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GB`;
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, ${processor}, ${cpus().length} cores, ${memory}, ${process.platform}, Node ${process.versions.node}.`;
}
