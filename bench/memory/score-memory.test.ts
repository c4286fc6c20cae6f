import { expect, it } from 'vitest';
import { scoreMemory } from './score-memory.ts';

it.each(['english', 'german', 'french', 'spanish', 'japanese', 'chinese'])(
  'what people tell in %s is remembered, and nothing else',
  (set) => {
    const { wanted, found, right, mistakes } = scoreMemory(set);
    expect(right / found, mistakes.join('\n')).toBeGreaterThanOrEqual(0.97);
    expect(right / wanted, mistakes.join('\n')).toBeGreaterThanOrEqual(0.95);
  },
);

it('messages that the patterns were not made with are read rightly, too', () => {
  const { wanted, found, right, mistakes } = scoreMemory('english-unseen');
  expect(right / found, mistakes.join('\n')).toBeGreaterThanOrEqual(0.9);
  expect(right / wanted, mistakes.join('\n')).toBeGreaterThanOrEqual(0.8);
});
