import { describe, expect, it } from 'vitest';
import { blinded, type Talk, tally } from './blind.ts';

const talksOf = (model: string): Talk[] =>
  Array.from({ length: 40 }, (_, n) => [{ said: `message ${n}`, answer: `${model} ${n}` }]);
const talks = new Map([
  ['old', talksOf('old')],
  ['new', talksOf('new')],
]);

describe('blinded', () => {
  const { readers, key } = blinded(talks, 3, 5);

  it('deals every talk of every model to one reader', () => {
    const all = readers.flat();
    expect(all).toHaveLength(80);
    expect(new Set(all.map(({ id }) => id)).size).toBe(80);
    for (const { id, talk } of all) expect(talk[0]?.answer).toMatch(new RegExp(`^${key[id]} `));
  });

  it('shows a reader no message twice', () => {
    for (const items of readers) {
      const said = items.map(({ talk }) => talk[0]?.said);
      expect(new Set(said).size).toBe(said.length);
    }
  });

  it('neither ids nor places tell the model', () => {
    const even = readers.flat().filter(({ id }) => key[id] === 'old' && id % 2 === 0);
    expect(even.length).toBeGreaterThan(8);
    expect(even.length).toBeLessThan(32);
    for (const items of readers) {
      const old = items.slice(0, items.length / 2).filter(({ id }) => key[id] === 'old');
      expect(old.length).toBeGreaterThan(1);
      expect(old.length).toBeLessThan(items.length / 2 - 1);
    }
  });

  it('refuses models that did not answer the same messages', () => {
    const uneven = new Map([...talks, ['short', talksOf('short').slice(1)]]);
    expect(() => blinded(uneven, 3, 5)).toThrow('short has no talk 39');
  });
});

describe('tally', () => {
  it('counts the verdicts of each model', () => {
    const counts = tally({ 0: 'old', 1: 'new', 2: 'new' }, { 0: 'no', 1: 'yes', 2: 'yes' });
    expect(counts.get('new')).toEqual({ yes: 2, partly: 0, no: 0 });
    expect(counts.get('old')).toEqual({ yes: 0, partly: 0, no: 1 });
  });

  it('refuses a verdict on nothing', () => {
    expect(() => tally({ 0: 'old' }, { 7: 'no' })).toThrow('no talk has the id 7');
  });
});
