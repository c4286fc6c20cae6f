import { isUser } from '../../fact.ts';
import { findYearly } from './dates.ts';
import { asJob } from './jobs.ts';
import { type Predicate, predicate } from './predicate.ts';
import { asName, NAME, relationWord } from './subjects.ts';
import { placeOf, valueIn, yearsOf } from './values.ts';
import { alternatives, PARTNER_STATES, PETS, RELATIVES } from './words.ts';

const BE = '(?:am|is|are)';
const NUMBER = '(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|no|\\d{1,2})';
const AGE = String.raw`\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen`;
const AFTER_AGE = `(?: (?:now|today|already|and .*|but .*|btw|by the way|as of .*))?`;
const RELATIVE = alternatives(RELATIVES.keys());
const PET = alternatives(PETS);
const NAMED = `(?:,? (?:called|named|whose name is|by the name of)|,? (?:his|her|its|their) name is|,)`;

/** Who somebody is, where and how they live, and with whom. The first that fits counts. */
export const LIFE_PREDICATES: readonly Predicate[] = [
  // names
  predicate(`(?:${BE}|'s)(?: also)? (?:called|named) (?<name>.+)`, ({ name = '' }, { subject }) => {
    const found = asName(valueIn(name, 40) ?? '');
    if (found === null) return null;
    return isUser(subject) ? { relation: 'name', value: found } : { relation: 'called', value: found };
  }),
  predicate(`goe?s? by (?:the name )?(?<name>${NAME}|\\p{L}+)`, ({ name = '' }) => named(name)),

  // where
  predicate(
    `(?:(?:have|has) (?:been living|lived)|lives?|living|${BE} (?:now |currently |also )?(?:living|based|residing|located|at home)|resides?|'s living|stays?)(?: (?:now|here|alone|happily|all alone|together|right now|currently))?(?: with (?!.* with ).{1,40}?)? (?:in|at|near|outside(?: of)?) (?<place>.+)`,
    ({ place }) => lives(place),
  ),
  predicate(
    `(?:(?:have|has) )?(?:moved|relocated)(?: (?:back|recently|out|away|house))?(?: from .+?)? (?:to|into) (?<place>.+)`,
    ({ place }) => lives(place),
  ),
  predicate(
    `(?:(?:am|is|are|'s) )?(?:originally |all )?(?:comes? |came )?(?:originally )?from (?<place>.+)`,
    ({ place }) => {
      const from = placeOf(place);
      return from === null ||
        /^(?:the (?:future|past)|a (?:different|parallel)|mars|outer|another)/iu.test(from)
        ? null
        : { relation: 'comes_from', value: from };
    },
  ),
  predicate(`(?:grew up|was raised|were raised) in (?<place>.+)`, ({ place }) => at('grew_up_in', place)),
  predicate(
    `(?:was|were|am|is) born (?:(?:and raised )?in (?<place>.+)|(?<date>on .+))`,
    ({ place = '', date }, { saidAtMs }) => {
      if (date !== undefined) return birthday(date, saidAtMs);
      if (/^(?:19|20)\d\d\b/u.test(place))
        return { relation: 'born_in', about: 'year', value: place.slice(0, 4) };
      const found = placeOf(place);
      return found === null ? null : { relation: 'born_in', about: 'place', value: found };
    },
  ),

  // age
  predicate(
    String.raw`(?:${BE}|'s|(?:have |has )?(?:just )?turned|became) (?:(?:just|only|already|now) )?(?:turned )?(?<age>${AGE})(?: years?[ -]?olds?| years? young| yrs? old| yo| y\/o| years of age)(?: .*)?`,
    ({ age = '' }) => years(age),
  ),
  predicate(
    String.raw`(?:${BE}|'s|(?:have |has )?(?:just )?turned) (?:(?:just|only|already|now) )?(?:turned )?(?<age>${AGE})${AFTER_AGE}(?: (?:last|this) \w+| yesterday)?`,
    ({ age = '' }) => years(age),
  ),

  // work
  predicate(
    `(?:works?|working|${BE} working|${BE} employed|'s working)(?: (?:now|full[ -]time|part[ -]time|mostly))? as (?<job>.+)`,
    ({ job }) => {
      const value = valueIn(job?.replace(/\s+(?:at|in|for|on)\s.*$/iu, ''));
      return value === null && !/^(?:a|an|the)\s/iu.test(job ?? '') ? null : asJob(job ?? '');
    },
  ),
  predicate(
    `(?:works?|working|${BE} (?:working|employed)|started(?: (?:working|a (?:new )?job|my new job))?)(?: (?:now|full[ -]time|part[ -]time))? (?:at|for) (?<place>.+)`,
    ({ place }) => {
      const value = valueIn(place);
      return value === null ||
        /^(?:home|night|nights|work|once|least|the (?:moment|weekend)|weekends?|\d|money|free|fun|school|university|a living|my|their|hours?)\b/iu.test(
          value,
        )
        ? null
        : { relation: 'works_at', value: capitalName(value) };
    },
  ),
  predicate(`(?:works?|${BE} working) in (?<field>.+)`, ({ field }) => {
    const value = valueIn(field);
    return value === null ||
      /^(?:the (?:morning|evening|afternoon|garden)|silence|bed|pairs|shifts)/iu.test(value)
      ? null
      : { relation: 'works_in', value };
  }),
  predicate(`(?:studies|study|${BE} studying|'s studying|majors? in) (?<what>.+)`, ({ what }) => {
    const value = valueIn(what);
    return value === null || /^(?:for|hard|all|until|late|every)\b/iu.test(value)
      ? null
      : { relation: 'studies', value };
  }),

  // people and animals
  predicate(
    String.raw`(?:(?:have|has|got|get|adopted|rescued|bought) )+(?:${NUMBER}|my|another|the)(?: [\p{L}-]+){0,3}? (?<what>${RELATIVE}|${PET})${NAMED} (?<name>.+)`,
    ({ what = '', name = '' }, { subject }) => {
      const found = asName(valueIn(name, 40) ?? '');
      return found === null || !isUser(subject)
        ? null
        : { relation: 'called', value: found, subject: { relation: relationWord(what), name: null } };
    },
  ),
  predicate(
    String.raw`(?:(?:have|has|got|get|adopted|rescued) )+(?<what>${NUMBER}(?: [\p{L}-]+){0,2}? (?:${RELATIVE}|${PET}|children|kids|siblings|fish)s?(?: and (?:a|an|one|two|three|four|\d) [\p{L}-]+)?)(?: (?<name>${NAME}))?(?: (?:now|too|at home|together|last \w+|yesterday|from .*))?`,
    ({ what = '', name }, { subject }) => {
      if (
        /^(?:a|an|one) (?:[\p{L}-]+ )?(?:doctor|dentist|teacher|therapist|date|boss|coach|baby)\b/iu.test(
          what,
        ) &&
        name === undefined
      )
        return null;
      const called = name === undefined ? null : asName(name);
      const relation = relationWord(what.replace(/^\S+ /u, ''));
      if (called !== null && isUser(subject))
        return { relation: 'called', value: called, subject: { relation, name: null } };
      return { relation: 'has_relative', value: what.toLowerCase() };
    },
  ),
  predicate(`${BE} (?:the )?(?:my|our) (?<relation>${RELATIVE}|${PET})`, ({ relation = '' }, { subject }) =>
    subject.name === null || subject.relation !== null
      ? null
      : {
          relation: 'called',
          value: subject.name,
          subject: { relation: relationWord(relation), name: null },
        },
  ),
  predicate(
    `(?:(?:have|has) (?:been|got|gotten) |${BE} |got |'s )(?:happily )?(?<state>married|engaged)(?: to (?<name>.+))?(?: (?:for|since) .+)?`,
    ({ state = '', name }) => {
      const who = name === undefined ? '' : ` to ${valueIn(name, 40) ?? ''}`;
      return { relation: 'partner_state', value: `${state.toLowerCase()}${who}`.trim() };
    },
  ),
  predicate(
    `(?:${BE}|got|'s) (?:now |happily )?(?<state>${alternatives(PARTNER_STATES)})(?: (?:now|again|for|since|and).*)?`,
    ({ state = '' }) => ({
      relation: 'partner_state',
      value: state.toLowerCase(),
    }),
  ),
  predicate(`(?:(?:has|have) )?(?:died|passed away|passed)(?<rest> .+)?`, (_, { subject }) =>
    isUser(subject) ? null : { relation: 'happened', value: 'has died' },
  ),
];

function lives(text: string | undefined): ReturnType<Predicate['tell']> {
  const place = placeOf(text);
  if (place === null || /^(?:the (?:sofa|couch|bathroom|kitchen|next|other room)|tears)/iu.test(place))
    return null;
  return /^(?:a|an|my|their|our|the (?:top|ground|first|second|third))\b/iu.test(place)
    ? { relation: 'home', value: `in ${place}` }
    : { relation: 'lives_in', value: place };
}

function at(relation: 'grew_up_in', text: string | undefined): ReturnType<Predicate['tell']> {
  const place = placeOf(text);
  return place === null ? null : { relation, value: place };
}

function named(text: string): ReturnType<Predicate['tell']> {
  const name = asName(text);
  return name === null ? null : { relation: 'name', value: name };
}

export function birthday(text: string, saidAtMs: number): ReturnType<Predicate['tell']> {
  const date = findYearly(text, saidAtMs);
  return date === null ? null : { relation: 'birthday', value: date };
}

function years(text: string): ReturnType<Predicate['tell']> {
  const age = yearsOf(text);
  return age === null ? null : { relation: 'age', value: String(age) };
}

function capitalName(text: string): string {
  return text === text.toLowerCase() && !/^(?:a|an|the|my|their)\b/u.test(text) && text.split(' ').length < 4
    ? text.replace(/\b\p{Ll}/gu, (letter) => letter.toUpperCase())
    : text;
}
