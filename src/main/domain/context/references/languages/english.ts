import { genderOfNoun, kindOfNoun, singular } from '../../read/english-words.ts';
import { foldWord, type Gender } from '../../read/mention.ts';
import type { Reference, ReferenceMeaning } from '../reference.ts';
import { findReferences, type ReferenceForm, referenceForms } from './find-references.ts';

const ORDINALS: Readonly<Record<string, number>> = {
  first: 0, '1st': 0, second: 1, '2nd': 1, third: 2, '3rd': 2, fourth: 3, '4th': 3, fifth: 4, '5th': 4, sixth: 5, '6th': 5,
  seventh: 6, '7th': 6, eighth: 7, '8th': 7, ninth: 8, '9th': 8, tenth: 9, '10th': 9, last: -1, final: -1,
  'second last': -2, 'second to last': -2, penultimate: -2, 'next to last': -2,
}; // biome-ignore format: word by word
const NUMBERS: Readonly<Record<string, number>> = {
  one: 0,
  two: 1,
  three: 2,
  four: 3,
  five: 4,
  six: 5,
  seven: 6,
  eight: 7,
  nine: 8,
  ten: 9,
};
const CHOICE =
  'ones?|options?|choices?|items?|ideas?|suggestions?|points?|answers?|recommendations?|tips?|ways?|possibilit(?:y|ies)|alternatives?|entry|thing';
/** After an ordinal these are no item of a list: `the first time`. */
const NO_ITEM =
  'time|times|half|part|name|year|week|day|month|floor|class|hand|world|thing i|few|place,|step|date|chapter|page|season|episode|minute|night|weekend|semester|grade';
const ENDS = String.raw`(?=\s*(?:[.,;:!?)]|$|and|or|is|was|are|were|has|looks?|sounds?|seems?|costs?|would|will|could|please|then|too|again|for|in|more|better|has|instead|on))`;
const ORDINAL = Object.keys(ORDINALS)
  .sort((a, b) => b.length - a.length)
  .join('|');

const FEMALE: Gender = 'female';
const called = (kind: 'date' | 'amount'): ReferenceMeaning =>
  kind === 'date'
    ? { type: 'date' }
    : { type: 'called', kind, head: 'amount', gender: null, isPlural: false, isExact: false };

/** Each form with what it means; where two overlap, the earlier one in this table counts. */
const FORMS: readonly ReferenceForm[] = [
  ['the (?:former|first of the two)', () => ({ type: 'pair', which: 0 })],
  ['the (?:latter|second of the two)', () => ({ type: 'pair', which: 1 })],
  [
    String.raw`(?:both|either|neither)(?: of (?:them|those|these|the two))?(?!\s+of\s+(?:us|you))`,
    () => ({ type: 'pair', which: 'both' }),
  ],
  ['the two of them', () => ({ type: 'pair', which: 'both' })],
  ['all (?:of (?:them|those|these)|three|four|five|six)', () => ({ type: 'all' })],
  ['the middle (?:one|option|choice)', () => ({ type: 'middle' })],
  [
    String.raw`(?:the |that |this )?(?<ordinal>${ORDINAL}) (?:${CHOICE})(?!\p{L})`,
    ({ ordinal }) => item(ordinal, null),
  ],
  [
    String.raw`the (?<ordinal>${ORDINAL}) (?!(?:${NO_ITEM})\b)(?<noun>\p{L}+)${ENDS}`,
    ({ ordinal, noun = '' }) => (kindOfNoun(noun) === 'thing' ? null : item(ordinal, noun)),
  ],
  [`the (?<ordinal>${ORDINAL})${ENDS}`, ({ ordinal }) => item(ordinal, null)],
  [
    String.raw`(?:(?:option|number|choice|no\.?|nr\.?) ?|#)(?<number>\d{1,2}|${Object.keys(NUMBERS).join('|')}|[a-f](?=\W|$))(?!\w)`,
    ({ number = '' }) => ({ type: 'item', index: numberOf(number), head: null }),
  ],
  [
    String.raw`the other(?: one| option)?(?=\s*(?:[.,;:!?)]|$|is|was|instead|then|has|for))`,
    () => ({ type: 'other_one' }),
  ],
  [
    String.raw`(?:that|this|the) (?:(?<word>\p{L}+(?:est|er)?) )?one(?!s?\p{L})`,
    ({ word }) => ({ type: 'that_one', word: word ?? null }),
  ],
  [
    '(?:that|the same|those|this) (?:day|date|evening|night|morning|afternoon|weekend|week|month|year|time of (?:day|year))s?',
    () => called('date'),
  ],
  [
    '(?:at that time|back then|by then|until then|till then|since then|before then|from then on)',
    () => ({ type: 'date' }),
  ],
  ['(?:that|this) (?:amount|price|sum|much money)', () => called('amount')],
  [String.raw`(?<=\p{L} )then(?=\s*[?])`, () => ({ type: 'date' })],
  [
    String.raw`(?<determiner>that|this|those|these|the same) (?<noun>\p{L}+)`,
    ({ noun = '' }) => calledSo(noun, false),
  ],
  [String.raw`the (?<noun>\p{L}+)`, ({ noun = '' }) => calledSo(noun, true)],
  ['she|herself|hers', () => ({ type: 'person', gender: FEMALE, isObject: false })],
  [
    String.raw`her(?= (?!to |and |or |in |on |at |for |with |about |again|tomorrow|yesterday|last |next |if |that |when |because )\p{L})`,
    () => ({ type: 'person', gender: FEMALE, isObject: false }),
  ],
  ['her', () => ({ type: 'person', gender: FEMALE, isObject: true })],
  ['he|himself|his', () => ({ type: 'person', gender: 'male', isObject: false })],
  ['him', () => ({ type: 'person', gender: 'male', isObject: true })],
  ['they|themselves|theirs?', () => ({ type: 'several', isObject: false })],
  [String.raw`them|those(?=\s*[?.!,]|$)`, () => ({ type: 'several', isObject: true })],
  [`its?(?!')|it(?='s)|itself`, () => ({ type: 'thing', isObject: false })],
  ['there', () => ({ type: 'place' })],
];
/** `it` and `there` that mean nothing. */
const MEANS_NOTHING: readonly RegExp[] = [
  /\bit(?:'s| is| was|'ll be| will be| has been|'s been| gets| got)?(?: (?:so|very|really|too|still|already|quite|getting|not|been|pretty))* (?:rain\w*|snow\w*|hail\w*|storm\w*|cold|hot|warm|sunny|windy|cloudy|foggy|humid|dark|late|early|time|noon|midnight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d|ok|okay|alright|fine(?: by| with)|true|possible|impossible|likely|clear|obvious|a pity|a shame|important|hard|difficult|easy|nice|good|great|fun|better|best|lovely|normal|safe|worth|my (?:birthday|turn|fault|day)|your (?:birthday|turn|fault)|christmas|summer|winter|spring|autumn)(?= (?:to|that|if|when|talking|meeting|seeing|outside|today|tonight|again|enough|in|for|here|now|out|o'clock|pm|am)|[.,!?\s]*$)/giu,
  /\b(?:like|likes|liked|love|loves|loved|hate|hates|enjoy|enjoys|prefer) it(?= (?:here|there|when|that|if))/giu,
  /\bit(?:'s| is| was)? (?:rain(?:s|ed|ing)?|snow(?:s|ed|ing)?)\b/giu,
  /\bit (?:seems|seemed|appears|turns out|turned out|depends|takes|took|looks like|sounds like|feels like|doesn't matter|does not matter|would be (?:nice|great|good|better|fun)|says)\b/giu,
  /\b(?:is|was|isn't|would|will) it (?:be )?(?:rain\w*|snow\w*|possible|ok|okay|true|late|cold|hot|warm|sunny|windy|hard|easy|difficult|safe|normal|bad|good|better|worth|time|monday|friday|a good idea|all right)\b/giu,
  /\b(?:what time is|how is|how's|what day is) it(?: going)?\b/giu,
  /\b(?:got|get|make|made|that's|that is|believe|worth|forget|call|take|find|thinks?|makes?|about|keep) it(?= (?:easy|a day|hard|difficult|up|clear)|[.!]|$)/giu,
  /\bit(?:'s| is| was) (?:\p{L}+ )?(?:me|you|him|who|because|why)\b/giu,
  /\bthere(?:'s|'re|'ll| is| are| was| were| will| has| have| had| seems?| must| might| may| could| would| should| can)(?: (?:been|be|not|also|still|really|always|to be))*\b/giu,
  /\b(?:is|are|was|were|isn't|aren't|will|can|could|would|has|have|had) there\b/giu,
  /\b(?:hi|hello|hey|out|up|down|almost|hang in|in|over|who's|who is|sit) there\b/giu,
];

const FOUND = referenceForms(FORMS, MEANS_NOTHING);

/** Words of an English text that mean something said elsewhere, in their order. */
export function englishReferences(text: string): Reference[] {
  return findReferences(text, FOUND).map((reference) => ({
    ...reference,
    means: withRole(reference.means, text, reference),
  }));
}

/** `it` after a verb or a preposition is no subject. */
function withRole(
  meaning: ReferenceMeaning,
  text: string,
  { startChar }: { startChar: number },
): ReferenceMeaning {
  if (meaning.type !== 'thing') return meaning;
  const before = /(?<word>\p{L}+)\s+$/u.exec(text.slice(0, startChar))?.groups?.word?.toLowerCase();
  return {
    ...meaning,
    isObject:
      before !== undefined &&
      !/^(?:and|but|because|so|when|if|that|is|was|does|did|will|would|can|could|has|how|where|what|why|or|then|while|since|as)$/.test(
        before,
      ),
  };
}

function item(ordinal = 'first', noun: string | null): ReferenceMeaning {
  return { type: 'item', index: ORDINALS[ordinal.replace(/\s+/g, ' ')] ?? 0, head: noun };
}

function numberOf(text: string): number {
  const word = text.toLowerCase();
  if (/^\d+$/.test(word)) return Number(word) - 1;
  return NUMBERS[word] ?? word.charCodeAt(0) - 'a'.charCodeAt(0);
}

function calledSo(noun: string, isExact: boolean): ReferenceMeaning | null {
  const kind = kindOfNoun(noun);
  const head = singular(foldWord(noun));
  const gender = genderOfNoun(noun);
  // `that house` may be any place, but `that bike` must have been called a bike.
  const isClass = kind !== 'thing' && (CLASSES.has(head) || gender !== null);
  return {
    type: 'called',
    kind,
    head,
    gender,
    isPlural: head !== foldWord(noun) || noun === 'people',
    isExact: isExact ? gender === null : !isClass,
  };
}

/** Words for any of a kind, rather than for one sort of it. */
const CLASSES = new Set([
  'place',
  'city',
  'town',
  'village',
  'country',
  'person',
  'people',
  'company',
  'firm',
  'organisation',
  'organization',
  'restaurant',
  'hotel',
  'museum',
  'friend',
  'region',
  'island',
]);
