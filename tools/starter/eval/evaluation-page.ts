import { CHECKS } from './answer-checks.ts';
import type { Sampling } from './ask-item.ts';
import type { EvalItem } from './eval-item.ts';
import { type CategoryRow, type JudgedAnswer, markdownTable } from './evaluation-table.ts';

export type Evaluation = {
  modelName: string;
  parameters: number | undefined;
  sampling: Sampling;
  samples: number;
  judged: readonly JudgedAnswer[];
  rows: readonly CategoryRow[];
  totals: readonly CategoryRow[];
};

/** The category of what people say first. */
export const STRANGER = 'stranger';

/** Whether an item is something that people say first, or ask a companion that knows them. */
export function isOfStranger({ category }: EvalItem): boolean {
  return category.startsWith(STRANGER);
}

/** The page `docs/starter-evaluation.md`. */
export function evaluationPage(evaluation: Evaluation): string {
  const { modelName, parameters, sampling, samples, judged, rows, totals } = evaluation;
  const size = parameters ? ` (${(parameters / 1e6).toFixed(1)} million parameters)` : '';
  const drawn =
    sampling.temperature === 0
      ? 'the most probable token each time'
      : `temperature ${sampling.temperature}, top-p ${sampling.topP}, a seed of its own for every prompt and answer`;
  const strangers = judged.filter(({ item }) => item.category === STRANGER).slice(0, strangerCount(judged));
  const failed = judged.filter(({ failures, item }) => failures.length > 0 && !isOfStranger(item));
  return `# How good the starter model is

Written by \`npm run eval:starter -- --write\`; do not edit.

${modelName}${size}, each prompt asked ${samples === 1 ? 'once' : `${samples} times`}:
${drawn}.

No training text contains a prompt of the tables below, with one exception: the category \`${STRANGER}\` holds what people
say first ("hello", "who are you?"), and so does the corpus; \`${STRANGER}_in_talk\` is the same after five other messages
and their answers. So it is with what they ask once something is remembered: what is noted (\`stranger_notes\`), what is
not (\`stranger_untold\`), and what has nothing to do with the notes (\`stranger_at_home\`). Most names that are noted there
stand nowhere in the corpus. None of these five counts in the totals.

${markdownTable(rows)}

${markdownTable(totals)}

An answer passes when all of these hold:

${Object.entries(CHECKS)
  .map(([check, meaning]) => `- **${check}**: ${meaning}`)
  .join('\n')}

The words that an item expects are written down beside it in \`tools/starter/eval/\`. A check of words cannot tell a good
answer from a lucky one, so read some yourself: \`npm run eval:starter -- --show 100\`.

## What a stranger gets

${strangers.map(markdownExchange).join('\n\n')}

## Some answers that failed

${every(failed, 20).map(markdownExchange).join('\n\n') || 'None.'}
`;
}

/** The stranger's items once, however many samples were drawn. */
function strangerCount(judged: readonly JudgedAnswer[]): number {
  return new Set(judged.filter(({ item }) => item.category === STRANGER).map(({ item }) => item)).size;
}

function every<T>(values: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(values.length / most));
  return values.filter((_, i) => i % step === 0);
}

function markdownExchange({ conversation, answer, failures, item }: JudgedAnswer): string {
  const persona = item.system === undefined ? [] : [`*${oneLine(item.system)}*  `];
  const said = conversation
    .filter(({ role }) => role !== 'system')
    .map(({ role, content }) => `${role === 'user' ? '**>**' : ''} ${oneLine(content)}  `.trimStart());
  const wrong = failures.map(({ check, detail }) => `  \n*failed ${check}: ${oneLine(detail)}*`);
  return [...persona, ...said, `${oneLine(answer.text)}${wrong.join('')}`].join('\n');
}

/** A line that Markdown shows as it is. */
function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[<>*_`|\\]/g, '\\$&')
    .trim();
}
