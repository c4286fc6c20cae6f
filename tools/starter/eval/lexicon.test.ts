import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEvalItems } from './eval-item.ts';
import { everyChoiceOnce, readLexicon } from './lexicon.ts';

describe('the words of the corpus', () => {
  const lexicon = readLexicon(join(import.meta.dirname, '../corpus'));

  it('hold what is written there, by language', () => {
    expect(lexicon.words.en.has('hello')).toBe(true);
    expect(lexicon.words.en.has('traurig')).toBe(false);
    expect(lexicon.words.de.has('traurig')).toBe(true);
    expect(lexicon.characters.has('は')).toBe(true);
  });

  it('do not hold nonsense', () => {
    expect(lexicon.words.en.has('wecessing')).toBe(false);
  });
});

describe('choices in a written line', () => {
  it('are each made once, with what stands beside them', () => {
    expect(everyChoiceOnce('walk(s|ed|) (up|down)')).toEqual(['walks up', 'walked down', 'walk up']);
  });

  it('may be nested', () => {
    expect(new Set(everyChoiceOnce('a (b|c (d|e)) f'))).toEqual(new Set(['a b f', 'a c d f', 'a c e f']));
  });
});

describe('the prompts of this folder', () => {
  const items = readEvalItems(import.meta.dirname);

  it('can all be read', () => {
    expect(items.length).toBeGreaterThan(0);
  });

  it('ask for nothing that no answer can be checked for', () => {
    for (const { expect: expected } of items) {
      for (const wanted of [...(expected.any ?? []), ...(expected.all ?? []), ...(expected.none ?? [])]) {
        const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(wanted) ?? [];
        expect(() => new RegExp(source ?? '', flags), wanted).not.toThrow();
      }
    }
  });
});
