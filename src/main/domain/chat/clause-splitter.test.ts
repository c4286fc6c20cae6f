import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClauseSplitter } from './clause-splitter.ts';

function split(parts: string[]): string[] {
  const splitter = new ClauseSplitter();
  return [...parts.flatMap((part) => splitter.push(part)), ...splitter.end()];
}

const prose = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Hello',
        'wait',
        '3.5',
        'Mr.',
        'e.g.',
        'こんにちは。',
        '你好，',
        '…',
        'x'.repeat(200),
        '"Yes!"',
      ),
      fc.constantFrom(' ', ' ', ', ', '. ', '! ', '\n', '; '),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('ClauseSplitter', () => {
  test('cuts at the ends of sentences', () => {
    expect(split(['Hello there! How are you today? Fine.'])).toEqual([
      'Hello there! ',
      'How are you today? ',
      'Fine.',
    ]);
  });

  test('cuts the first clause at a comma, so that speech begins early, and later ones only when they are long', () => {
    expect(split(['Well of course, we can do that, or not, as you like it.'])).toEqual([
      'Well of course, ',
      'we can do that, or not, as you like it.',
    ]);
  });

  test('leaves numbers, abbreviations and initials whole', () => {
    expect(split(['Mr. Fox has 3.5 eggs, e.g. two and a half. J. Bear has none.'])).toEqual([
      'Mr. Fox has 3.5 eggs, ',
      'e.g. two and a half. ',
      'J. Bear has none.',
    ]);
  });

  test('cuts Japanese and Chinese without spaces', () => {
    expect(split(['こんにちは。元気ですか？はい、とても。'])).toEqual([
      'こんにちは。',
      '元気ですか？',
      'はい、とても。',
    ]);
  });

  test('keeps a closing quote with its sentence', () => {
    expect(split(['"Come here!" she said.'])).toEqual(['"Come here!" ', 'she said.']);
  });

  test('joined, the clauses are the text, wherever the stream is cut', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 1, max: 7 }), (text, size) => {
        const characters = [...text];
        const parts: string[] = [];
        for (let at = 0; at < characters.length; at += size)
          parts.push(characters.slice(at, at + size).join(''));
        const clauses = split(parts);
        expect(clauses.join('')).toBe(text);
        expect(clauses).toEqual(split([text]));
      }),
      { numRuns: 500 },
    );
  });

  test('no clause is empty or longer than two hundred characters', () => {
    fc.assert(
      fc.property(prose, (text) => {
        for (const clause of split([text])) {
          expect(clause.length).toBeGreaterThan(0);
          expect(clause.length).toBeLessThan(200);
        }
      }),
    );
  });
});
