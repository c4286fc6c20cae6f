import { toTheirs } from './third-person.ts';

const END = new RegExp(
  String.raw`\s*(?:,|[(]|\s-\s|\s+(?:and|or)\s+(?:i|my|we|she|he|they|it|you|so|then|also|not|have|has|am|is|work|works|live|lives|love|loves|like|likes|hate|hates)\b|` +
    String.raw`\s+(?:but|because|which|who|where|when|while|since|until|though|tho|although|however|whenever|unless|except|so that)\b|` +
    String.raw`\s+(?:for|since) (?:the (?:last|past)|about|over|almost|many|a few|some|years|months|weeks|ages|\d+|two|three|four|five|six|seven|eight|nine|ten|twenty)\b|` +
    String.raw`\s+(?:now|nowadays|originally|currently|these days|at the moment|right now|again|too|as well|already|yesterday|recently|lately|today|though|very much|so much|a lot|a bit|the most|most of all|more than anything|by the way|btw|lol|haha|please|you know|to be honest|tbh|actually|of course|as you know|instead|either|at all|any more|together|nearby|myself|i think|i guess|last (?:week|month|year|summer|winter|spring|autumn|fall|night)|this (?:week|month|year|summer|winter)|(?:\w+ )?(?:years?|months?|weeks?|days?) ago|in (?:19|20)\d\d)\b).*$`,
  'isu',
);
const EMPTY =
  /^(?:it|that|this|these|those|them|him|her|you|us|me|so|how|what|when|where|why|here|there|one|ones|something|anything|nothing|everything|everyone|everybody|people|the (?:idea|way|look|sound|fact|same|one|thing|rest)|too|to|and|or|(?:a|an|the)$|your|not|no|more|much|some|any|others?|both|all|nobody)(?!\p{L})/iu;

/** What stands for a value: up to where something else begins; null for what says nothing by itself. */
export function valueIn(text: string | undefined, charactersMax = 60): string | null {
  const value = (text ?? '')
    .replace(END, '')
    .replace(/[\s.,!?"';:-]+$/u, '')
    .replace(/^["'\s]+/u, '')
    .trim();
  if (value === '' || value.length > charactersMax || EMPTY.test(value)) return null;
  return toTheirs(value);
}

const NO_PLACE =
  /^(?:fear|peace|hope|hell|denial|the (?:moment|past|present|now|future|dark|shadows?|middle of nowhere|same|real world|real life)|a (?:dream|bubble|nightmare|lie|simulation)|bed|tears|time|love|work|home|school|my own|your|sin|luxury|poverty|another|general|particular|\d+|order|need|trouble|charge|front|danger|pain|it|this|that|here|there|constant)\b/iu;
const SMALL_WORDS = new Set([
  'of',
  'de',
  'la',
  'le',
  'the',
  'upon',
  'near',
  'am',
  'an',
  'der',
  'von',
  'du',
  'sur',
  'and',
  'in',
  'on',
  'del',
  'el',
  'new',
]);

/** A place, with capitals where it has none. */
export function placeOf(text: string | undefined): string | null {
  const place = valueIn(text, 50)?.replace(/\s+(?:with|for|by|to|on)\s.*$/iu, '') ?? null;
  if (place === null || NO_PLACE.test(place) || place.split(' ').length > 6) return null;
  if (/^(?:a|an|the|my|their|our)\b/iu.test(place) || place !== place.toLowerCase()) return place;
  return place
    .split(' ')
    .map((word, at) =>
      SMALL_WORDS.has(word) && at > 0 ? word : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join(' ');
}

const ONES = [
  '',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** A number of years, in digits or words; null for what nobody is. */
export function yearsOf(text: string): number | null {
  const words = text
    .trim()
    .toLowerCase()
    .split(/[\s-]+/u);
  const [first = '', second = ''] = words;
  const tens = TENS.indexOf(first);
  const years = /^\d+$/u.test(first)
    ? Number(first)
    : tens > 1
      ? tens * 10 + Math.max(0, ONES.indexOf(second))
      : ONES.indexOf(first);
  return years > 0 && years < 120 ? years : null;
}
