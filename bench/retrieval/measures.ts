import type { TestQuestion } from './test-set.ts';

/** Best first: places in the list of passages, with scores from 0 to 1 where the ranker has such. */
export type Ranking = readonly { at: number; score: number }[];

export interface Answered {
  question: TestQuestion;
  ranking: Ranking;
}

export interface Quality {
  questions: number;
  ndcgAt10: number;
  recallAt5: number;
  mrr: number;
}

/** Of questions that have an answer. Recall and reciprocal rank count passages that answer, not those that help. */
export function qualityOf(all: readonly Answered[]): Quality {
  const answered = all.filter(({ question }) => question.kind !== 'none');
  const mean = (measure: (one: Answered) => number) =>
    answered.reduce((sum, one) => sum + measure(one), 0) / Math.max(1, answered.length);
  return {
    questions: answered.length,
    ndcgAt10: mean(ndcgAt10),
    recallAt5: mean(recallAt5),
    mrr: mean(reciprocalRank),
  };
}

/** The share of unanswerable questions for which nothing reaches the threshold. */
export function silence(all: readonly Answered[], threshold: number): number {
  const none = all.filter(({ question }) => question.kind === 'none');
  const silent = none.filter(({ ranking }) => (ranking[0]?.score ?? 0) < threshold);
  return silent.length / Math.max(1, none.length);
}

export interface Trust {
  /** How many of the first passages that reach the threshold answer, or help. */
  precision: number;
  /** For how many of the answerable questions such a right one is found. */
  coverage: number;
}

/** How far the first passage can be trusted when it reaches a threshold; unanswerable questions count as wrong. */
export function trustAt(all: readonly Answered[], threshold: number): Trust {
  const shown = all.filter(({ ranking }) => (ranking[0]?.score ?? 0) >= threshold);
  const right = shown.filter(({ question, ranking }) => question.grades.has(ranking[0]?.at ?? -1));
  const answerable = all.filter(({ question }) => question.kind !== 'none');
  return {
    precision: right.length / Math.max(1, shown.length),
    coverage: right.length / Math.max(1, answerable.length),
  };
}

/** Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002. */
function ndcgAt10({ question, ranking }: Answered): number {
  const gain = (grade: number, place: number) => (2 ** grade - 1) / Math.log2(place + 2);
  const total = (grades: readonly number[]) =>
    grades.slice(0, 10).reduce((sum, grade, place) => sum + gain(grade, place), 0);
  const ideal = [...question.grades.values()].sort((a, b) => b - a);
  return total(ranking.map(({ at }) => question.grades.get(at) ?? 0)) / total(ideal);
}

function recallAt5({ question, ranking }: Answered): number {
  const right = [...question.grades].filter(([, grade]) => grade === 2).map(([at]) => at);
  const first = new Set(ranking.slice(0, 5).map(({ at }) => at));
  return right.filter((at) => first.has(at)).length / right.length;
}

function reciprocalRank({ question, ranking }: Answered): number {
  const place = ranking.findIndex(({ at }) => question.grades.get(at) === 2);
  return place === -1 ? 0 : 1 / (place + 1);
}
