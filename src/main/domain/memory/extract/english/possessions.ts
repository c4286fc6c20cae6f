import { isUser } from '../../fact.ts';
import { findDate } from './dates.ts';
import { birthday } from './life-predicates.ts';
import { type Predicate, predicate, type Told } from './predicate.ts';
import { asName } from './subjects.ts';
import { preference } from './taste-predicates.ts';
import { toTheirs } from './third-person.ts';
import { placeOf, valueIn, yearsOf } from './values.ts';
import { ATTRIBUTES, alternatives, EVENTS } from './words.ts';

const BE = String.raw`(?:\s+(?:is|are|was|starts|begins|takes place|falls|will be)|'s|\s*=|:)`;
const ADVERB = '(?: (?:still|now|actually|really|just|definitely|always|probably|only|currently|also))?';
const PREPOSITION =
  '(?:in|under|on|behind|inside|beside|next to|beneath|above|below|between|by|at|near|underneath|over|with)';
const NOT_KEPT =
  /\b(?:heart|head|mind|soul|life|opinion|body|stomach|back|leg|arm|eyes?|hands?|day|week|problem|question|issue|point|turn|fault|battery|mood|plan|dream|idea|thing|house|home|country|city|family|hope|faith|future|feelings?|way)$/iu;

/** What may be said of what is somebody's: what follows `my`, `my sister's`, `Mia's`. */
export const POSSESSION_FORMS: readonly Predicate[] = [
  predicate(
    `(?:full |first |real |given |own )?names?${BE}${ADVERB} (?:actually )?(?<name>.+)`,
    ({ name = '' }, { subject }) => {
      const found = asName((valueIn(name, 50) ?? '').replace(/^(?:called|spelled)\s/iu, ''));
      if (found === null) return null;
      return isUser(subject) ? { relation: 'name', value: found } : { relation: 'called', value: found };
    },
  ),
  predicate(
    String.raw`(?:\d+(?:st|nd|rd|th) )?birthday${BE}${ADVERB}(?: coming up)? (?<date>.+)`,
    ({ date = '' }, { saidAtMs }) => birthday(date, saidAtMs),
  ),
  predicate(`age${BE} (?<age>.+)`, ({ age = '' }) => {
    const years = yearsOf(age);
    return years === null ? null : { relation: 'age', value: String(years) };
  }),
  predicate(
    String.raw`(?:absolute |all[ -]time |very |new )?favourites? (?<about>(?:[\p{L}-]+ ){0,3}?[\p{L}-]+?)${BE}${ADVERB} (?<what>.+)`,
    ({ about = '', what }) => {
      const value = valueIn(what?.replace(/^(?:called|probably|definitely)\s/iu, ''));
      return value === null ? null : { relation: 'favourite', about: about.toLowerCase(), value };
    },
  ),
  predicate(`(?:job|profession|occupation)${BE}(?: to be)? (?<job>an? .+)`, ({ job }) => {
    const value = valueIn(job);
    return value === null ? null : { relation: 'works_as', value };
  }),
  predicate(
    `(?:dream|goal|big dream|biggest dream|plan|new year's resolution|resolution) is to (?<what>.+)`,
    ({ what }) => {
      const value = valueIn(what);
      return value === null ? null : { relation: 'wants_to', value };
    },
  ),
  predicate(`(?:home ?town|place of birth|birthplace)${BE} (?<place>.+)`, ({ place }) => {
    const value = placeOf(place);
    return value === null ? null : { relation: 'comes_from', value };
  }),
  predicate(`(?:hobby|hobbies)${BE} (?<what>.+)`, ({ what = '' }) => preference('likes', what)),
  predicate(
    String.raw`(?<event>(?:[\p{L}'-]+ ){0,3}?(?:${alternatives(EVENTS)}))${BE}${ADVERB}(?: (?:due|scheduled|planned|set))?(?: for)? (?<when>.+)`,
    eventOn,
  ),
  predicate(`(?<about>${alternatives(ATTRIBUTES)})${BE}${ADVERB} (?<what>.+)`, ({ about = '', what }) => {
    const value = valueIn(what, 80);
    if (
      value === null ||
      /^(?:in |on |under |at |broken|slow|old|new|dead|great|nice|bad|good|terrible|awful|full|empty|gone|closed|open|far|so|very|really|not|really|fine|ok|late|killing|making|amazing|boring|weird)\b/iu.test(
        value,
      )
    )
      return null;
    return { relation: 'attribute', about: about.toLowerCase(), value };
  }),
  predicate(
    String.raw`(?<what>(?:[\p{L}'-]+ ){0,3}?[\p{L}'-]+) (?:is|are)${ADVERB}(?: (?:kept|stored|hidden|parked|lying|hanging|buried|sitting))? (?<where>${PREPOSITION} .+)`,
    ({ what = '', where = '' }, { subject }) => {
      const place = valueIn(where);
      if (
        place === null ||
        !isUser(subject) ||
        NOT_KEPT.test(what) ||
        / (?:fire|time|way|danger|trouble|sale|repair|love|hospital|fact|progress|order|pain|shape|general|mine|yours|them|him|her|fault|top of things)$/iu.test(
          place,
        )
      )
        return null;
      if (
        /^(?:at|by|in|on) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d|noon|midnight|(?:january|february|march|april|may|june|july|august|september|october|november|december))/iu.test(
          place,
        )
      )
        return null;
      return { relation: 'keeps', about: `their ${toTheirs(what.toLowerCase())}`, value: place };
    },
  ),
];

/** Something of theirs that has a day. */
function eventOn(
  { event = '', when = '' }: Record<string, string | undefined>,
  { saidAtMs }: { saidAtMs: number },
): Told | null {
  const date = findDate(when, saidAtMs);
  if (date === null || date.rest.split(' ').length > 6) return null;
  const where = /^(?:in|at|with) .{2,40}$/iu.test(date.rest) ? ` ${toTheirs(date.rest)}` : '';
  return { relation: 'event', about: toTheirs(event), value: `${date.text}${where}`, happensAtMs: date.atMs };
}
