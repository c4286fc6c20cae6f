import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldedWords, textPieces } from './text-pieces.ts';

const words = (text: string) => [...textPieces(text).words.keys()];

it('words, without endings, and which stand side by side', () => {
  expect(words('Opening hours?')).toEqual(['open', ' open', 'hour', 'open hour', 'hour ']);
});

it('small words count', () => {
  expect(words('who are you')).toContain('who');
  expect(words('how are you')).not.toContain('who');
});

it('letters of a word with a typing error are mostly the same', () => {
  const right = textPieces('reservation').letters;
  const wrong = [...textPieces('resevation').letters.keys()];
  expect(wrong.filter((run) => right.has(run)).length / wrong.length).toBeGreaterThan(0.6);
});

it('scripts without spaces are taken apart into characters', () => {
  expect(words('営業')).toEqual(['営', '営業', '業']);
});

it('capitals, accents and signs tell no two texts apart', () => {
  expect(foldedWords('  Crème, BRÛLÉE! ')).toEqual(foldedWords('creme brulee'));
  expect(foldedWords("don't")).toEqual(foldedWords('dont'));
});

it('any text has pieces, the same each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(textPieces(text)).toEqual(textPieces(text));
    }),
  );
});
