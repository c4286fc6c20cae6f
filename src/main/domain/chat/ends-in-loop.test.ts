import { describe, expect, it } from 'vitest';
import { endsInLoop } from './ends-in-loop.ts';

describe('endsInLoop', () => {
  it.each([
    `Your birthday is on the ${'birthday is on the '.repeat(6)}`,
    `I only hold the ${'jam '.repeat(25)}`,
    `And so on${'.'.repeat(90)}`,
    'I like it a lot, and I would like to tell you more about it. '.repeat(6),
    `我${'喜欢'.repeat(45)}`,
  ])('finds the loop of %j', (text) => {
    expect(endsInLoop(text)).toBe(true);
  });

  it.each([
    '',
    `${'ha'.repeat(12)}, that is funny!`,
    'Row, row, row your boat, gently down the stream. Merrily, merrily, merrily, merrily, life is but a dream.',
    'I must not talk in class. '.repeat(5),
    `${'no '.repeat(60)}but yes`,
    Array.from({ length: 60 }, (_, number) => `${number}`).join(', '),
  ])('leaves %j alone', (text) => {
    expect(endsInLoop(text)).toBe(false);
  });
});
