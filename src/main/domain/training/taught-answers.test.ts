import { expect, it } from 'vitest';
import { chooseExamples, type FoundExample } from './taught-answers.ts';

const found = (text: string, score: number, intent: string | null = null): FoundExample => ({
  text,
  response: `answer to ${text}`,
  intent,
  score,
});
const shown = (examples: ReturnType<typeof chooseExamples>) =>
  examples.map(({ user, isMeant }) => [user, isMeant === true]);
const sure = { name: 'hours', confidence: 0.9 };

it('the same text is meant, whatever its capitals and signs', () => {
  const examples = chooseExamples(
    'OPEN TODAY?',
    [found('are you open today', 0.7), found('open today', 0.6)],
    null,
  );
  expect(shown(examples)).toEqual([
    ['open today', true],
    ['are you open today', false],
  ]);
  expect(examples[0]?.assistant).toBe('answer to open today');
});

it('the nearest of the intent is meant', () => {
  const all = [found('do you open cans', 0.6, 'cans'), found('when do you open', 0.5, 'hours')];
  expect(shown(chooseExamples('when are you open', all, sure))[0]).toEqual(['when do you open', true]);
});

it('what is far away is not meant, though it has the intent, and is not shown', () => {
  expect(chooseExamples('zebra', [found('when do you open', 0.1, 'hours')], sure)).toEqual([]);
});

it('many words in common are enough only where no intent says otherwise', () => {
  const near = [found('how much is a bike', 0.85, 'price')];
  expect(shown(chooseExamples('how much is a bus', near, null))).toEqual([['how much is a bike', true]]);
  const unknown = { name: 'unknown', confidence: 0.7 };
  expect(shown(chooseExamples('how much is a bus', near, unknown))).toEqual([['how much is a bike', false]]);
  expect(
    shown(chooseExamples('how much is a bus', [found('how much is a bike', 0.85)], unknown))[0]?.[1],
  ).toBe(true);
});

it('no more than three are shown', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((text) => found(text, 0.6));
  expect(chooseExamples('x', many, null)).toHaveLength(3);
});
