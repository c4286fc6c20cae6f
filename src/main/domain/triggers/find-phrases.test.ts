import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPhrases } from './find-phrases.ts';
import { foldText } from './fold-text.ts';

const found = (text: string, ...phrases: string[]) => findPhrases(text, phrases).map((at) => phrases[at]);

describe('a phrase', () => {
  it.each([
    ['in the middle', 'It is time to sleep now', 'time to sleep'],
    ['alone', 'sleep', 'sleep'],
    ['in any case', 'GOOD night', 'Good Night'],
    ['beside marks', '(Good night!)', 'good night'],
    ['over a line end', 'good\n  night', 'good night'],
    ['with another apostrophe', 'let’s go', "let's go"],
    ['with accents put together', 'cafe\u0301 time', 'café'],
    ['with sharp s', 'GROSSE Straße', 'große STRASSE'],
    ['in Greek at the end of a word', 'ΚΑΛΟΣ', 'καλος'],
    ['with the capital i of Turkish', 'İSTANBUL', 'istanbul'],
    ['in wide letters', 'Ｈｅｌｌｏ you', 'hello'],
    ['in Russian', 'Скажи: спокойной ночи!', 'Спокойной Ночи'],
    ['in Chinese without spaces', '我想睡觉了', '睡觉'],
    ['in Japanese without spaces', 'もうおやすみなさいね', 'おやすみ'],
    ['in Thai without spaces', 'ฉันอยากนอนแล้ว', 'นอน'],
    ['in Korean before a particle', '토모는 좋아', '토모'],
    ['of Latin letters beside Japanese ones', 'こんにちはtomoです', 'tomo'],
    ['as an emoji', 'party🎉now', '🎉'],
    ['as an emoji of either look', 'I ❤️ this', '❤'],
    ['with a hidden hyphen', 'good ni\u00adght', 'good night'],
  ])('is found %s', (_name, text, phrase) => {
    expect(found(text, phrase)).toEqual([phrase]);
  });

  it.each([
    ['in a longer word', 'sleepy', 'sleep'],
    ['at the end of a longer word', 'asleep', 'sleep'],
    ['in a word with an accent after it', 'cafés', 'café'],
    ['before an accent of its own', 'ne\u0308', 'n'],
    ['in a longer number', '1234', '23'],
    ['in a joined emoji', '👩‍💻', '👩'],
    ['in a name with underscores', 'good_night', 'night'],
    ['in a Russian word', 'сонный', 'сон'],
    ['before an accent that is put on it', 'sleep\u0301 x', 'sleep'],
  ])('is not found %s', (_name, text, phrase) => {
    expect(found(text, phrase)).toEqual([]);
  });

  it('inside a longer one that was found is not meant, unless it comes again', () => {
    expect(found('good morning', 'morning', 'good morning')).toEqual(['good morning']);
    expect(found('good morning, morning!', 'morning', 'good morning')).toEqual(['good morning', 'morning']);
    expect(found('good mornings', 'good', 'good morning')).toEqual(['good']);
  });

  it('that overlaps another in part is meant as well', () => {
    expect(found('one two three', 'two three', 'one two')).toEqual(['one two', 'two three']);
  });

  it('comes in the order of the text, and each of those that have the same phrase', () => {
    expect(findPhrases('b then a then b', ['a', 'B', 'b'])).toEqual([1, 2, 0]);
  });
});

describe('whatever the texts are', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ß', 'İ', '猫', '\u0301', '🎉', '.'), maxLength: 40 }),
  );

  it('a phrase is found between spaces, in either case', () => {
    fc.assert(
      fc.property(texts, texts, texts, (before, phrase, after) => {
        fc.pre(foldText(phrase) !== '' && !/^[\p{M}\u200c\u200d]/u.test(foldText(phrase)));
        const folded = foldText(phrase);
        // What is folded at a seam may become another sign; with a space there is no seam.
        for (const text of [
          `${before} . ${folded} . ${after}`,
          `${before} . ${folded.toUpperCase()} . ${after}`,
        ]) {
          expect(findPhrases(text, [phrase])).toEqual([0]);
        }
      }),
    );
  });

  it('the same is found as by looking at every place', () => {
    const small = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 30 });
    fc.assert(
      fc.property(small, small, (text, phrase) => {
        const [inText, wanted] = [` ${foldText(text)} `, foldText(phrase)];
        expect(findPhrases(text, [phrase]).length > 0).toBe(wanted !== '' && inText.includes(` ${wanted} `));
      }),
    );
  });

  it('the longest are found as by looking for each of them at every place', () => {
    const small = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 12 }).map(foldText);
    const phrases = fc.uniqueArray(
      small.filter((phrase) => phrase !== ''),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.array(small, { maxLength: 5 }), phrases, (words, wanted) => {
        const text = foldText(words.join(' '));
        const all = wanted.flatMap((phrase) =>
          [...text].flatMap((_sign, start) => {
            const end = start + phrase.length;
            const isThere = ` ${text} `.startsWith(` ${phrase} `, start);
            return isThere ? [{ phrase, start, end }] : [];
          }),
        );
        const outer = all.filter(
          (one) => !all.some((other) => other !== one && other.start <= one.start && other.end >= one.end),
        );
        const inOrder = outer.sort((one, other) => one.start - other.start).map(({ phrase }) => phrase);
        expect(found(text, ...wanted)).toEqual([...new Set(inOrder)]);
      }),
    );
  });

  it('folding twice is folding once', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });

  it('the longest message with the worst phrases is looked through', () => {
    const phrases = Array.from({ length: 150 }, (_, at) => `${'a '.repeat(at % 49)}a`);
    expect(findPhrases('a '.repeat(16_000), phrases).length).toBeGreaterThan(0);
    expect(findPhrases('ﷺ'.repeat(32_000), phrases)).toEqual([]);
  });
});
