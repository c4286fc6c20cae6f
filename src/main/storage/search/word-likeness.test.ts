import { expect, test } from 'vitest';
import { canBeAlike, likeness } from './word-likeness.ts';

test.each([
  ['kundigung', 'kundigungsfrist', false],
  ['frist', 'kundigungsfrist', false],
  ['invent', 'inventor', false],
  ['recipie', 'recipe', true],
  ['defibrilator', 'defibrillator', true],
  ['swich', 'switch', true],
  ['chian', 'chain', true],
  ['bisycle', 'bicycle', true],
])('%s may stand for %s', (asked, word, mistyped) => {
  expect(likeness(asked, word, mistyped)).toBeGreaterThan(0.5);
});

test.each([
  ['house', 'mouse', false],
  ['chain', 'train', false],
  ['brake', 'bread', true],
  ['march', 'monthly', true],
  ['complete', 'contract', true],
])('%s does not stand for %s', (asked, word, mistyped) => {
  expect(likeness(asked, word, mistyped)).toBe(0);
});

test('short words, numbers and scripts without spaces are only like themselves', () => {
  expect(['cat', '2024', '天气预报', 'E15', 'brakes', 'öffnung', 'погода'].map(canBeAlike)).toEqual([
    false,
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
});
