import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StopTexts } from './stop-texts.ts';

/** The text that comes out when `pieces` go in one by one. */
function shown(stops: string[], pieces: readonly string[]): string {
  const filter = new StopTexts(stops);
  return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
}

describe('StopTexts', () => {
  it('passes everything when there is nothing to stop at', () => {
    expect(shown([], ['a', 'b'])).toBe('ab');
    expect(shown([''], ['a', 'b'])).toBe('ab');
  });

  it('cuts at the first of the stop texts, wherever the text is cut into pieces', () => {
    const letters = fc.constantFrom('a', 'b', '<', '>');
    const word = fc.array(letters, { minLength: 1, maxLength: 4 }).map((chars) => chars.join(''));
    fc.assert(
      fc.property(fc.array(word), fc.array(word, { maxLength: 3 }), (pieces, stops) => {
        const text = pieces.join('');
        const ends = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
        const result = shown(stops, pieces);
        if (ends.length === 0) expect(result).toBe(text);
        else {
          // Pieces come one after the other, so a longer stop text may end later than a shorter one begins.
          expect(text.startsWith(result)).toBe(true);
          expect(stops.some((stop) => text.startsWith(stop, result.length))).toBe(true);
          expect(stops.every((stop) => !result.includes(stop))).toBe(true);
        }
      }),
    );
  });

  it('holds back no more than may become a stop text', () => {
    const filter = new StopTexts(['\nUser:']);
    expect(filter.push('Hello\n')).toBe('Hello');
    expect(filter.push('Us')).toBe('');
    expect(filter.push('ual')).toBe('\nUsual');
  });
});
