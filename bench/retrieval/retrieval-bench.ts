import type { BenchTable } from '../bench-table.ts';
import { type Answered, type Quality, qualityOf, silence, trustAt } from './measures.ts';
import { type Found, openOwnIndex } from './own-index.ts';
import { plainFts, type Ranker, reciprocalRankFusion } from './peer-rankers.ts';
import { quotingOf } from './quoting.ts';
import { readTestSet, type TestQuestion, type TestSet } from './test-set.ts';

/** What a passage must reach to be shown to a model; see domain/grounding. */
const THRESHOLDS = [0.25, 0.35, 0.45, 0.55];
const SHOWN_FROM = 0.35;

type Answers = Record<string, Answered[]>;

/** How well the right passage is found, beside what SQLite has and beside the usual way of mixing two lists. */
export async function run(): Promise<BenchTable> {
  const set = await readTestSet();
  const answers = await answerAll(set);
  const names = Object.keys(answers);
  const { questions } = set;
  const heldOut = questions.filter((question) => question.heldOut);
  const tuned = questions.filter((question) => !question.heldOut);
  const row = (title: string, measure: keyof Quality, some: readonly TestQuestion[]) => [
    title,
    String(some.filter(({ kind }) => kind !== 'none').length),
    ...names.map((name) => qualityOf(of(answers[name], some))[measure].toFixed(3)),
  ];
  const groups = (key: 'language' | 'kind') =>
    [...new Set(questions.map((question) => question[key]))]
      .filter((value) => value !== 'none')
      .map((value) =>
        row(
          `nDCG@10, ${value}`,
          'ndcgAt10',
          questions.filter((one) => one[key] === value),
        ),
      );
  return {
    name: 'retrieval',
    note:
      `${set.documentCount} documents in six languages, ${set.passages.length} passages in one index, ` +
      `${questions.length} questions, of which ${questions.filter(({ kind }) => kind === 'none').length} have no ` +
      'answer there. Words, vectors and both are Tomo’s own index with the built-in embedder. A third of the ' +
      'questions was held out while the search was tuned. ' +
      'Paraphrases share hardly a word with their answer: without a downloaded embedding model few are found. ' +
      `What is said of scores and quotes is measured on the held-out third; passages that score ${SHOWN_FROM} are shown to the model.`,
    columns: ['measure', 'questions', ...names],
    rows: [
      row('nDCG@10, tuned on', 'ndcgAt10', tuned),
      row('nDCG@10, held out', 'ndcgAt10', heldOut),
      row('recall@5, held out', 'recallAt5', heldOut),
      row('MRR, held out', 'mrr', heldOut),
      ...groups('language'),
      ...groups('kind'),
      ...trustRows(of(answers.both, heldOut), set).map(([title, share]) => [
        title,
        String(heldOut.length),
        ...names.map((name) => (name === 'both' ? share : '')),
      ]),
    ],
  };
}

async function answerAll({ passages, questions }: TestSet): Promise<Answers> {
  const texts = passages.map(({ searched }) => searched);
  const own = await openOwnIndex(texts);
  const found = new Map<string, Found>();
  for (const { text } of questions) found.set(text, await own.find(text));
  await own.close();
  const ours =
    (side: keyof Found): Ranker =>
    async (text) =>
      found.get(text)?.[side] ?? [];
  const unicode = plainFts(texts, 'unicode61');
  const rankers: Record<string, Ranker> = {
    'FTS5 unicode61': unicode,
    'FTS5 trigram': plainFts(texts, 'trigram'),
    'RRF of unicode61 and vectors': reciprocalRankFusion(unicode, ours('vectors')),
    'RRF of words and vectors': reciprocalRankFusion(ours('words'), ours('vectors')),
    words: ours('words'),
    vectors: ours('vectors'),
    both: ours('both'),
  };
  const answers: Answers = {};
  for (const [name, ranker] of Object.entries(rankers)) {
    answers[name] = await Promise.all(
      questions.map(async (question) => ({ question, ranking: await ranker(question.text) })),
    );
  }
  return answers;
}

/** How far the score can be trusted, and what becomes of it when the model that ships answers by quoting. */
function trustRows(answers: readonly Answered[], { passages }: TestSet): [title: string, share: string][] {
  const { bestIsRight, rightWhenQuoted, answered, silent } = quotingOf(answers, passages, SHOWN_FROM);
  return [
    ...THRESHOLDS.flatMap((threshold): [string, string][] => {
      const { precision, coverage } = trustAt(answers, threshold);
      return [
        [`first passage right, of those that score ${threshold}`, percent(precision)],
        [`answerable questions with such a right one, from ${threshold}`, percent(coverage)],
        [`unanswerable questions that find nothing, from ${threshold}`, percent(silence(answers, threshold))],
      ];
    }),
    ['best sentence of the right passage holds the answer', percent(bestIsRight)],
    ['quote holds the answer, of those given', percent(rightWhenQuoted)],
    ['answerable questions answered by a quote', percent(answered)],
    ['unanswerable questions without a quote', percent(silent)],
  ];
}

function of(answers: readonly Answered[] | undefined, some: readonly TestQuestion[]): Answered[] {
  const wanted = new Set(some);
  return (answers ?? []).filter(({ question }) => wanted.has(question));
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
