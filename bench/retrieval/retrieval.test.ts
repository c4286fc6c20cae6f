import { expect, test } from 'vitest';
import { type Answered, qualityOf, silence, trustAt } from './measures.ts';
import { openOwnIndex } from './own-index.ts';
import { quotingOf } from './quoting.ts';
import { readQuestions } from './read-questions.ts';
import { readTestSet, type TestQuestion } from './test-set.ts';

test('the right passages are found in German, Japanese and Spanish', async () => {
  const { passages, questions } = await readTestSet(['de', 'es', 'ja']);
  const index = await openOwnIndex(passages.map(({ searched }) => searched));
  const answers: Answered[] = [];
  for (const question of questions)
    answers.push({ question, ranking: (await index.find(question.text)).both });
  await index.close();

  expect(qualityOf(answers).ndcgAt10).toBeGreaterThan(0.75);
  const ofKind = (kind: string) => qualityOf(answers.filter(({ question }) => question.kind === kind));
  expect(ofKind('typo').ndcgAt10).toBeGreaterThan(0.75);
  expect(ofKind('compound').ndcgAt10).toBeGreaterThan(0.85);
  expect(silence(answers, 0.35)).toBeGreaterThan(0.8);
  expect(trustAt(answers, 0.35).precision).toBeGreaterThan(0.85);
  expect(quotingOf(answers, passages, 0.35).bestIsRight).toBeGreaterThan(0.65);
});

const question = (grades: [number, number][], kind = 'plain'): TestQuestion => ({
  ...{ language: 'en', kind, text: 'x', document: 'd', answers: [], helps: [], heldOut: false },
  grades: new Map(grades),
});
const ranking = (...places: number[]) => places.map((at, place) => ({ at, score: 1 - place / 10 }));

test('the measures are those of their definitions', () => {
  const second = [{ question: question([[7, 2]]), ranking: ranking(3, 7, 1) }];
  expect(qualityOf(second).mrr).toBe(0.5);
  expect(qualityOf(second).ndcgAt10).toBeCloseTo(1 / Math.log2(3), 9);
  expect(qualityOf(second).recallAt5).toBe(1);
  const best = [
    {
      question: question([
        [7, 2],
        [3, 1],
      ]),
      ranking: ranking(7, 3),
    },
  ];
  expect(qualityOf(best).ndcgAt10).toBe(1);
  const late = [{ question: question([[7, 2]]), ranking: ranking(1, 2, 3, 4, 5, 7) }];
  expect(qualityOf(late).recallAt5).toBe(0);
});

test('an unanswerable question that gets a passage counts as wrong', () => {
  const all = [
    { question: question([[7, 2]]), ranking: ranking(7) },
    { question: question([], 'none'), ranking: [{ at: 1, score: 0.4 }] },
  ];
  expect(trustAt(all, 0.3)).toEqual({ precision: 0.5, coverage: 1 });
  expect(silence(all, 0.3)).toBe(0);
  expect(trustAt(all, 0.5)).toEqual({ precision: 1, coverage: 1 });
  expect(silence(all, 0.5)).toBe(1);
});

test.each([
  ['an answer to no question', '= x'],
  ['a question without a kind', 'what is it'],
  ['a question without an answer', 'plain: what is it'],
  ['an answer where there is none', 'none: what is it\n= x'],
])('%s is a mistake in the test set', (_name, text) => {
  expect(() => readQuestions(text, 'en')).toThrow();
});
