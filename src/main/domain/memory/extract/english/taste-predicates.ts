import { isUser } from '../../fact.ts';
import { asJob } from './jobs.ts';
import { type Predicate, predicate } from './predicate.ts';
import { predicateOfThird, toTheirs } from './third-person.ts';
import { valueIn } from './values.ts';
import { alternatives, CONDITIONS, NATIONALITIES, POSSESSIONS, STATES } from './words.ts';

const BE = '(?:am|is|are)';
const HAVE = '(?:have|has)';
const EVERY = String.raw`(?:every|each|once a|twice a|three times a|\w+ times a|on (?:mon|tues|wednes|thurs|fri|satur|sun)days)`;

/** What somebody likes, fears, can eat, is, does and has. The first that fits counts. */
export const TASTE_PREDICATES: readonly Predicate[] = [
  // likes
  predicate(
    `(?:(?:have|has) )?(?:always )?(?:likes?|loves?|loved|adores?|enjoys?|prefers?)(?: (?:it when|to))? (?<what>.+)`,
    ({ what = '' }, _place) => {
      if (/^(?:you|your|him|her|this|that|it|when|how|what)\b/iu.test(what)) return null;
      return preference('likes', what);
    },
  ),
  predicate(
    `${BE} (?:really |so |very |totally |super |quite |a )?(?:(?:into|fond of|crazy about|mad about|obsessed with|keen on)|(?:(?:big|huge|massive|great) )?fan of) (?<what>.+)`,
    ({ what = '' }) => preference('likes', what),
  ),
  predicate(
    `(?:dislikes?|hates?|detests?|loathes?|despises?|can not (?:stand|bear)|could never stand|${BE} sick of) (?<what>.+)`,
    ({ what = '' }) => preference('dislikes', what),
  ),
  predicate(
    `${BE} (?:really |so |very |terribly |a bit )?(?:afraid|scared|terrified|frightened) of (?<what>.+)`,
    ({ what }) => valued('fears', what),
  ),
  predicate(`${HAVE} (?:a )?(?:fear|phobia) of (?<what>.+)`, ({ what }) => valued('fears', what)),

  // body and diet
  predicate(
    `(?:${BE}|'s) (?:(?:really|very|badly|severely|highly|super|deadly|also|slightly) )?allergic (?:to|against) (?<what>.+)`,
    ({ what }) => valued('allergic_to', what),
  ),
  predicate(
    String.raw`${HAVE} (?:an? )?(?:bad |severe |serious |strong |terrible )?(?<what>[\p{L}-]+) allerg(?:y|ies)(?: .*)?`,
    ({ what }) =>
      /^(?:an?|bad|severe|no|any|some|food|many)$/iu.test(what ?? '') ? null : valued('allergic_to', what),
  ),
  predicate(
    `${HAVE} (?:an? )?(?:bad |severe |serious |strong )?allerg(?:y|ies) (?:to|against) (?<what>.+)`,
    ({ what }) => valued('allergic_to', what),
  ),
  predicate(`(?:never eats?|can not eat|can never eat) (?<what>.+)`, ({ what }) =>
    valued('does_not_eat', what),
  ),
  predicate(`(?:never drinks?|can not drink) (?<what>.+)`, ({ what }) => valued('does_not_drink', what)),
  predicate(
    String.raw`(?:(?:have|has) been|${BE}|'s|became|went) (?:(?:now|also|strictly|completely|slightly|mostly) )?(?<state>${alternatives(STATES)})(?: (?:now|since|for|too|and|by|so|in|at|with)\b.*)?`,
    ({ state = '' }) => ({
      relation: 'state',
      value: state
        .toLowerCase()
        .replace(
          /^(jewish|muslim|catholic|protestant|christian|buddhist|hindu)$/u,
          (word) => word.charAt(0).toUpperCase() + word.slice(1),
        ),
    }),
  ),
  predicate(
    `(?:${HAVE}|suffers? from|was diagnosed with|(?:have|has) been diagnosed with|got diagnosed with|${BE} diagnosed with) (?:bad |severe |mild |chronic )?(?<what>${alternatives(CONDITIONS)})(?: .*)?`,
    ({ what = '' }) => ({
      relation: 'has',
      value: what.toLowerCase().replace(/^(?:adhd|add|ibs|ocd|ptsd)$/u, (word) => word.toUpperCase()),
      confidence: 0.85,
    }),
  ),
  predicate(
    String.raw`(?:${BE}|'s) (?<what>(?:\d[.,]\d\d ?m|\d{3} ?cm|\d ?(?:ft|feet|foot|')[ ]?\d{0,2}(?:"|in| inches)?)(?: tall)?)`,
    ({ what = '' }) => ({
      relation: 'attribute',
      about: 'height',
      value: what.replace(/ tall$/iu, ''),
    }),
  ),

  // what somebody is
  predicate(
    String.raw`(?:${BE}|'s|became|used to be) (?:(?:a|an|the|now|currently|actually|also|half) )*(?<what>${alternatives(NATIONALITIES)})(?: (?:and|but|by|myself|too|actually|originally|man|woman|guy|girl)\b.*)?`,
    ({ what = '' }) => ({
      relation: 'nationality',
      value: what.replace(/\b\p{L}/gu, (letter) => letter.toUpperCase()),
    }),
  ),
  predicate(
    `(?:(?:have|has) )?(?:${BE}|'s|became|been|work as) (?<job>(?:an?|the|your average) .+)`,
    ({ job = '' }) => asJob(job),
  ),

  // what somebody does
  predicate(
    String.raw`(?:speaks?|talks?|${BE} fluent in|can speak) (?<what>(?-i:\p{Lu}).+|(?:fluent |some |a little )?(?:english|german|french|spanish|italian|portuguese|dutch|polish|russian|turkish|arabic|japanese|chinese|mandarin|korean|hindi|swedish|greek).*)`,
    ({ what }) => {
      const value = valueIn(what?.replace(/\b(?:fluently|at home|natively)\b.*$/iu, ''));
      return value === null
        ? null
        : {
            relation: 'speaks',
            value: value.replace(
              /(?<![\p{L}])(?!and|a|little|some|or|fluent|bit)\p{Ll}+/gu,
              (word) => word.charAt(0).toUpperCase() + word.slice(1),
            ),
          };
    },
  ),
  predicate(
    `(?:${BE} (?:now |also )?(?:learning|teaching myself)|(?:have|has) been learning|learns?|(?:have |has )?started (?:learning|to learn)|takes? lessons in) (?<what>.+)`,
    ({ what }) => valued('learns', what),
  ),
  predicate(`(?:plays?|can play|(?:have|has) been playing) (?<what>(?:the )?.+)`, ({ what = '' }) =>
    /^(?:with|around|it|along|dead|dumb|a joke|a game|tricks?|games)\b/iu.test(what) ||
    new RegExp(EVERY, 'iu').test(what)
      ? null
      : valued('plays', what),
  ),
  predicate(
    `(?<verb>collects?|breeds?|knits?|restores?|volunteers?|teaches|teach|coach(?:es)?|sings? in|plays? in)(?<what> .+)`,
    ({ verb = '', what = '' }, { subject }) => {
      const value = valueIn(what.trim());
      if (value === null) return null;
      return {
        relation: 'habit',
        value: isUser(subject) ? predicateOfThird(`${verb} ${value}`) : `${verb} ${value}`,
      };
    },
  ),
  predicate(
    String.raw`(?<what>(?!am|is|are|was|were|will|have to|has to|think|feel|wish|hope|guess|say|see|know|get (?:sad|angry|tired))[a-z]+ .*?\b${EVERY} .+|(?!am|is|are)[a-z]+ ${EVERY} .+)`,
    ({ what = '' }, { subject }) => {
      const habit = what.replace(/\s*(?:,|\bbut\b|\bbecause\b|\band (?:i|it|she|he)\b).*$/isu, '');
      if (habit.length > 80 || /\b(?:everything|every time|everyone|every one|you)\b/iu.test(habit))
        return null;
      return {
        relation: 'habit',
        value: isUser(subject) ? predicateOfThird(habit) : toTheirs(habit),
        confidence: 0.85,
      };
    },
  ),

  // what somebody has
  predicate(
    String.raw`(?:(?:have|has|own|owns|drives?|rides?|got|get|(?:have |has )?(?:just )?bought)(?: got)?(?: myself)?) (?<what>(?:a|an|my|two|three|four|\d) (?:[\p{L}\p{N}'-]+ ){0,4}?(?:${alternatives(POSSESSIONS)})s?)(?: (?:now|too|which|that|with|from|in|at|for|since|called|named|last|today|yesterday|as well|myself).*)?`,
    ({ what = '' }) => ({ relation: 'has', value: toTheirs(what).replace(/^their\b/u, 'a') }),
  ),
  predicate(
    String.raw`(?:(?:always )?(?:keeps?|stores?|hides?|hid|puts?|left|parked|placed|stored|buried|(?:have|has) (?:put|hidden|left|parked|stored|hung))) (?<what>(?:the|my|our|a|an|some|spare)\s.{1,40}?) (?<where>(?:in|under|on|behind|inside|beside|next to|beneath|above|below|between|by|at|near|underneath|over)\s.{2,50})`,
    ({ what = '', where = '' }) => {
      const place = valueIn(where);
      if (
        place === null ||
        /\b(?:mind|you|secret|calm|touch|eye|head|touch|past|thought)\b/iu.test(`${what} ${place}`)
      )
        return null;
      return { relation: 'keeps', about: toTheirs(what.toLowerCase()), value: place };
    },
  ),
];

function valued(
  relation: 'fears' | 'allergic_to' | 'does_not_eat' | 'does_not_drink' | 'learns' | 'plays',
  text: string | undefined,
): ReturnType<Predicate['tell']> {
  const isList = relation !== 'learns';
  const value = valueIn(isList ? withList(text ?? '') : text);
  return value === null
    ? null
    : { relation, value: value.replace(/;/gu, ',').replace(/^(?:to|how to) (?=\w)/u, 'to ') };
}

export function preference(relation: 'likes' | 'dislikes', text: string): ReturnType<Predicate['tell']> {
  const value = valueIn(withList(text))?.replace(/;/gu, ',') ?? null;
  if (
    value === null ||
    /^(?:be|being here|talk(?:ing)? (?:to|with) (?:you|the character)|the character|think|know|see|say|go there|meet)\b/iu.test(
      value,
    )
  )
    return null;
  return { relation, value };
}

/** Keeps the commas of a list from being taken for the end: `apples, pears and plums`. */
function withList(text: string): string {
  return /^[\p{L}' -]{2,25}(?:, [\p{L}' -]{2,25})+,? (?:and|or) [\p{L}' -]{2,25}$/iu.test(text)
    ? text.replace(/,/gu, ';')
    : text;
}
