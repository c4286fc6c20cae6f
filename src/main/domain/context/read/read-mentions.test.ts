import { describe, expect, test } from 'vitest';
import type { ReadLanguage } from './mention.ts';
import { READ_CHARACTERS_MAX, readMentions } from './read-mentions.ts';

const SATURDAY_MS = new Date(2026, 10, 21, 12).getTime();
const named = (text: string, language: ReadLanguage | null = 'en') =>
  readMentions(text, language, SATURDAY_MS)
    .mentions.filter(({ isNamed }) => isNamed)
    .map(({ kind, name, relation }) => `${kind} ${name}${relation === null ? '' : ` (${relation})`}`);

describe('what has a name is found', () => {
  test.each<[string, string[]]>([
    [
      'My sister Mia lives in Lyon and works for Siemens.',
      ['person Mia (sister)', 'place Lyon', 'organization Siemens'],
    ],
    ['i met john and sarah in paris', ['person John', 'person Sarah', 'place Paris']],
    ['Mia, my sister, called Dr. Patel.', ['person Mia (sister)', 'person Dr. Patel']],
    ['We have a dog called Biscuit.', ['thing Biscuit']],
    ['I am reading “War and Peace”.', ['thing War and Peace']],
    ['My friends moved away.', []],
    ['A friend recommended the Hotel Aurora.', ['place Hotel Aurora']],
  ])('%s', (text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  test.each<[ReadLanguage, string, string[]]>([
    ['de', 'Meine Schwester Mia wohnt in Leipzig.', ['person Mia (sister)', 'place Leipzig']],
    ['es', 'Mi hermana Lucía vive en Sevilla.', ['person Lucía (sister)', 'place Sevilla']],
    ['fr', 'Ma sœur Léa habite à Nantes.', ['person Léa (sister)', 'place Nantes']],
  ])('in %s: %s', (language, text, expected) => {
    expect(named(text, language)).toEqual(expected);
  });
});

test.each<[ReadLanguage, string, string, string]>([
  ['en', 'See you on Friday.', 'date', '2026-11-27'],
  ['en', 'It was last Friday.', 'date', '2026-11-20'],
  ['de', 'Wir sehen uns morgen.', 'date', '2026-11-22'],
  ['fr', 'On se voit le 3 mai 2027.', 'date', '2027-05-03'],
  ['es', 'Nos vemos mañana.', 'date', '2026-11-22'],
  ['en', 'It costs 12,000 euros.', 'amount', '12,000 EUR'],
  ['en', 'She paid $50 for it.', 'amount', '50 USD'],
  ['de', 'Das kostet 20 €.', 'amount', '20 EUR'],
  ['en', 'We walked 12 km.', 'amount', '12 km'],
])('%s: %s has a %s: %s', (language, text, kind, value) => {
  const found = readMentions(text, language, SATURDAY_MS).mentions.filter((mention) => mention.kind === kind);
  expect(found.map((mention) => mention.value)).toEqual([value]);
});

test('topics are what is spoken of, in one number and without what stands before it', () => {
  expect(readMentions('I love my new red bikes. The job interview went well.', 'en', 0).topics).toEqual([
    'bike',
    'job interview',
  ]);
  expect(readMentions('望遠鏡で月を見ました', null, 0).topics).toContain('望遠鏡');
});

test.each([
  ['letters', 'a'.repeat(10_000)],
  ['capitals', 'A '.repeat(5_000)],
  ['names', 'Anna de '.repeat(1_500)],
  ['commas', 'a, '.repeat(4_000)],
  ['digits', '1.1'.repeat(4_000)],
  ['quotes', '“A'.repeat(4_000)],
  ['list lines', '1. x\n'.repeat(3_000)],
  ['articles', 'der die das '.repeat(1_000)],
  ['owners', 'my my my '.repeat(1_000)],
  ['surrogates', '\ud800'.repeat(5_000)],
])('a long text of %s is read to its limit, in every language', (_what, text) => {
  for (const language of ['en', 'de', 'fr', 'es', null] as const) {
    const read = readMentions(text, language, 0);
    expect(read.text.length).toBeLessThanOrEqual(READ_CHARACTERS_MAX);
    for (const { startChar, endChar } of read.mentions) expect(endChar).toBeGreaterThan(startChar);
  }
});
