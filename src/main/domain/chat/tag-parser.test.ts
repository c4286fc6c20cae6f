import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMOTIONS, GESTURES } from '../../../shared/emotion.ts';
import { type ParsedPiece, TagParser } from './tag-parser.ts';

function parse(parts: string[]): ParsedPiece[] {
  const parser = new TagParser();
  const pieces = [...parts.flatMap((part) => parser.push(part)), ...parser.end()];
  return joinText(pieces);
}

function joinText(pieces: ParsedPiece[]): ParsedPiece[] {
  const joined: ParsedPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.type === 'text' && last?.type === 'text') last.text += piece.text;
    else joined.push({ ...piece });
  }
  return joined;
}

const textOf = (pieces: ParsedPiece[]) =>
  pieces.map((piece) => (piece.type === 'text' ? piece.text : '')).join('');

const tagText = fc.oneof(
  fc.constantFrom(...EMOTIONS, ...GESTURES).map((name) => `[${name}]`),
  fc.constantFrom(
    '[Happy]',
    '[shake head]',
    '[ SHAKE-HEAD ]',
    '[1]',
    '[x',
    ']',
    '[[',
    '[sad',
    ' ',
    '\n',
    '[]',
  ),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const taggedText = fc.array(tagText, { maxLength: 12 }).map((parts) => parts.join(''));

describe('TagParser', () => {
  test('takes tags out and leaves clean text', () => {
    expect(parse(['[happy] Hello there! [wave] How are you?'])).toEqual([
      { type: 'emotion', emotion: 'happy' },
      { type: 'text', text: 'Hello there!' },
      { type: 'gesture', gesture: 'wave' },
      { type: 'text', text: ' How are you?' },
    ]);
  });

  test('leaves other brackets in the text', () => {
    expect(textOf(parse(['See [1] and [a link](x) and [unhappy] and [happ']))).toBe(
      'See [1] and [a link](x) and [unhappy] and [happ',
    );
  });

  test('takes a tag in any case, with spaces or hyphens', () => {
    expect(parse(['[Shake Head][GESTURE-EXPLAIN]ok'])).toEqual([
      { type: 'gesture', gesture: 'shake_head' },
      { type: 'gesture', gesture: 'gesture_explain' },
      { type: 'text', text: 'ok' },
    ]);
  });

  test('a tag at the end leaves no space behind', () => {
    expect(textOf(parse(['Bye. ', '[wave]', ' ']))).toBe('Bye.');
  });

  test('gives the same pieces wherever the stream is cut', () => {
    fc.assert(
      fc.property(taggedText, fc.array(fc.nat(), { maxLength: 20 }), (text, cuts) => {
        const characters = [...text];
        const places = [...new Set(cuts.map((cut) => cut % (characters.length + 1)))].sort((a, b) => a - b);
        const parts: string[] = [];
        let from = 0;
        for (const place of [...places, characters.length]) {
          parts.push(characters.slice(from, place).join(''));
          from = place;
        }
        expect(parse(parts)).toEqual(parse([text]));
      }),
      { numRuns: 500 },
    );
  });

  test('never leaves a whole tag in the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EMOTIONS, ...GESTURES, 'a', ' ')), (words) => {
        const text = words.map((word) => (word.length > 1 ? `[${word}]` : word)).join('');
        expect(textOf(parse([text]))).not.toMatch(/\[/);
      }),
    );
  });

  test('keeps text without brackets as it is, but for white space at its ends', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('[')),
        (text) => {
          expect(textOf(parse([text]))).toBe(text.trim());
        },
      ),
    );
  });
});
