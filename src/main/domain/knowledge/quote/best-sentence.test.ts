import { expect, test } from 'vitest';
import { bestSentence } from './best-sentence.ts';

const manual = `Brakes
Check the brake pads every month. Replace them when less than 2 mm is left. The pads cost about 12 euros.
Chain
Clean the chain with a dry cloth. Oil it after every ride in the rain.`;

test.each([
  ['how often should i check the brake pads?', 'Check the brake pads every month.'],
  ['when do I have to replace the pads', 'Replace them when less than 2 mm is left.'],
  ['what do brake pads cost', 'The pads cost about 12 euros.'],
  ['cleaning the chain', 'Clean the chain with a dry cloth.'],
  ['oiling after rain?', 'Oil it after every ride in the rain.'],
])('%s', (question, sentence) => {
  expect(bestSentence(question, manual)?.sentence).toBe(sentence);
});

test('finds it in languages without spaces', () => {
  const passage = '駅は北にあります。図書館は九時に開きます。公園は無料です。';
  expect(bestSentence('図書館は何時に開きますか', passage)?.sentence).toBe('図書館は九時に開きます。');
});

test('what has nothing to do with the passage scores nothing', () => {
  expect(bestSentence('tell me a joke about penguins', manual)?.score).toBe(0);
  expect(bestSentence('anything', '')).toBeNull();
});

test('a question that was written down is answered by what stands after it', () => {
  const faq = `Do you sell gift cards?
Yes, at the counter.
Where can bicycles be parked?
Is there a place for scooters?
Behind the house, next to the kitchen door.`;
  expect(bestSentence('where can I park my bicycle?', faq)?.sentence).toBe(
    'Behind the house, next to the kitchen door.',
  );
  expect(bestSentence('do you sell gift cards', faq)).toMatchObject({
    sentence: 'Yes, at the counter.',
    score: 1,
  });
});
