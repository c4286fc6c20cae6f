import { describe, expect, test } from 'vitest';
import { dialoguesIn, judge } from './dialogue.test-data.ts';
import { HELD_OUT_DIALOGUES } from './held-out-dialogues.test-data.ts';
import { TUNED_DIALOGUES } from './tuned-dialogues.test-data.ts';

const TUNED = dialoguesIn(TUNED_DIALOGUES);
const HELD_OUT = dialoguesIn(HELD_OUT_DIALOGUES);

test('there are enough dialogues for the figures to mean something', () => {
  expect(TUNED.length + HELD_OUT.length).toBeGreaterThanOrEqual(100);
});

describe('in the dialogues that the rules were written by', () => {
  const each = TUNED.flatMap((dialogue) =>
    dialogue.means.map(([reference, meant]) => ({
      dialogue,
      reference,
      meant: meant ?? 'nothing',
      said: dialogue.text,
    })),
  );
  test.each(each)('“$reference” of “$said” means $meant', ({ dialogue, reference }) => {
    const judgement = judge(dialogue).find((one) => one.reference === reference);
    expect(judgement?.found, `meant ${judgement?.expected}`).toSatisfy(() => judgement?.isRight === true);
  });
});

test('in dialogues that nobody looked at, more than four of five are right, and few are wrong rather than unclear', () => {
  const judged = HELD_OUT.flatMap(judge);
  const right = judged.filter(({ isRight }) => isRight).length;
  const wrong = judged.filter(({ isRight, found }) => !isRight && found !== null).length;
  expect(judged.length).toBeGreaterThanOrEqual(50);
  expect(right / judged.length).toBeGreaterThan(0.8);
  expect(wrong / judged.length).toBeLessThan(0.1);
});
