import type { CheckName, Failure } from './answer-checks.ts';
import { CHECKS } from './answer-checks.ts';
import type { AskedItem } from './ask-item.ts';

export type JudgedAnswer = AskedItem & { failures: Failure[] };

export type CategoryRow = {
  category: string;
  lang: string;
  answers: number;
  passed: number;
  /** Answers that failed each check; one answer may fail several. */
  failedBy: Partial<Record<CheckName, number>>;
};

/** One row per category, English ones first, then by name. */
export function categoryRows(judged: readonly JudgedAnswer[]): CategoryRow[] {
  const groups = Map.groupBy(judged, ({ item }) => item.category);
  const rows = [...groups].map(([category, answers]) => countRow(category, answers));
  const rank = ({ lang, category }: CategoryRow) => `${lang === 'en' ? 0 : 1} ${category}`;
  return rows.sort((a, b) => rank(a).localeCompare(rank(b), 'en'));
}

export function countRow(category: string, answers: readonly JudgedAnswer[]): CategoryRow {
  const failedBy: CategoryRow['failedBy'] = {};
  for (const check of Object.keys(CHECKS) as CheckName[]) {
    const failed = answers.filter(({ failures }) =>
      failures.some((failure) => failure.check === check),
    ).length;
    if (failed > 0) failedBy[check] = failed;
  }
  return {
    category,
    lang: answers[0]?.item.lang ?? '',
    answers: answers.length,
    passed: answers.filter(({ failures }) => failures.length === 0).length,
    failedBy,
  };
}

/** The rows as a Markdown table, which also reads well in a terminal. */
export function markdownTable(rows: readonly CategoryRow[]): string {
  const cells = [
    ['category', 'language', 'answers', 'passed', 'failed by check'],
    ...rows.map(({ category, lang, answers, passed, failedBy }) => [
      category,
      lang,
      String(answers),
      `${((100 * passed) / answers).toFixed(1)} %`,
      Object.entries(failedBy)
        .map(([check, count]) => `${check} ${count}`)
        .join(', '),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body.map(line)].join(
    '\n',
  );
}

/** What was said and answered, with what is wrong with it. */
export function transcript({ conversation, answer, failures, item }: JudgedAnswer): string {
  const persona = item.system === undefined ? [] : [`  system: ${item.system}`];
  const said = conversation
    .filter(({ role }) => role !== 'system')
    .map(({ role, content }) => `  ${role}: ${content}`);
  const wrong = failures.map(({ check, detail }) => `  FAILED ${check}: ${detail}`);
  return [`(${item.category})`, ...persona, ...said, `  → ${answer.text}`, ...wrong].join('\n');
}
