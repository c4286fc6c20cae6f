import { foldWord, type Mention, NO_TRAITS } from './mention.ts';

const NUMBER = String.raw`\d{1,3}(?:[.,'’\u00a0 ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?`;
const SCALE = String.raw`(?:\s?(?:k|m|bn|million(?:s|en|es)?|billion(?:s|en|es)?|thousand|tausend|mille|mil|millones|milliard(?:s|en|es)?|hundred))?`;
const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:€|eur|euros?)$/iu, 'EUR'],
  [/^(?:\$|usd|dollars?|d[oó]lares|bucks?)$/iu, 'USD'],
  [/^(?:£|gbp|pounds?|quid|livres?|libras?|pfund)$/iu, 'GBP'],
  [/^(?:¥|jpy|yen)$/iu, 'JPY'],
  [/^(?:chf|francs?|franken|francos?)$/iu, 'CHF'],
];
const UNITS =
  '%|percent|prozent|pour ?cent|por ?ciento|km|kilomet(?:er|re)s?|kilom[eè]tres?|kil[oó]metros?|meters?|metres?|m[eè]tres|metros?|cm|mm|miles?|meilen|kg|kilos?|kilograms?|grams?|gramm|grammes?|gramos?|lbs?|liters?|litres?|litros?|ml|degrees?|grad|degr[eé]s|grados|calories|kcal|people|personen|personnes|personas';
const WORDS =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|hundred|two hundred|five hundred|a thousand|thousand|two thousand|five thousand|ten thousand)';
const MONEY_WORDS =
  'eur|euros?|usd|dollars?|d[oó]lares|bucks?|gbp|pounds?|quid|livres?|libras?|yen|jpy|chf|francs?|franken|francos?';
const FORMS = [
  new RegExp(`(?<sign>[$€£¥])\\s?(?<number>(?:${NUMBER})${SCALE})(?!\\p{L})`, 'giu'),
  new RegExp(
    `(?<![\\p{L}\\d.,])(?<number>(?:${NUMBER})${SCALE})\\s?(?<sign>[$€£¥]|(?:${MONEY_WORDS}|${UNITS})(?!\\p{L}))`,
    'giu',
  ),
  new RegExp(
    `(?<!\\p{L})(?<number>${WORDS}(?: (?:hundred|thousand|million))?) (?<sign>(?:${MONEY_WORDS}|percent|km|kilomet(?:er|re)s|miles|kilos?)(?!\\p{L}))`,
    'giu',
  ),
];

/** Sums of money and measures, in the forms of several languages. */
export function amountMentions(text: string): Mention[] {
  const found: Mention[] = [];
  for (const form of FORMS) {
    for (const match of text.matchAll(form)) {
      const { sign = '', number = '' } = match.groups ?? {};
      const startChar = match.index;
      const endChar = startChar + match[0].length;
      if (found.some((other) => other.startChar < endChar && startChar < other.endChar)) continue;
      const unit = CURRENCIES.find(([words]) => words.test(sign))?.[1] ?? foldWord(sign);
      found.push({
        ...NO_TRAITS,
        kind: 'amount',
        name: match[0],
        startChar,
        endChar,
        isNamed: true,
        head: unit.toLowerCase(),
        value: `${number.replace(/\s+/g, ' ').trim()} ${unit}`,
      });
    }
  }
  return found;
}
