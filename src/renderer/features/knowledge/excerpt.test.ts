import { expect, test } from 'vitest';
import { excerpt } from './excerpt.ts';

const PASSAGE = 'The bicycle is red. Check the brakes every month. Oil the chain.';

test('begins with the sentence that fits best', () => {
  expect(excerpt(PASSAGE, 'how often to check brakes?')).toBe(
    '… Check the brakes every month. Oil the chain.',
  );
});

test('is the whole passage where its beginning fits, or nothing does', () => {
  expect(excerpt(PASSAGE, 'red bicycle')).toBe(PASSAGE);
  expect(excerpt(PASSAGE, 'no')).toBe(PASSAGE);
});
