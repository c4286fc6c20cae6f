import { findDate } from './dates.ts';
import { type Predicate, predicate, type Told } from './predicate.ts';
import { predicateOfThird, toTheirs } from './third-person.ts';
import { valueIn } from './values.ts';
import { alternatives, EVENTS } from './words.ts';

const EVENT = alternatives(EVENTS);
const LIFE = [
  `(?:just |finally |recently )?(?:got|landed|found|started|quit|lost|changed) (?:a|my|the) (?:new )?job(?: (?:at|as|in) .+)?`,
  `(?:just |finally |recently )?(?:passed|failed|aced|flunked) (?:my|the|an?) .+`,
  `(?:just |finally |recently )?(?:graduated|retired|got (?:promoted|fired|divorced|laid off|accepted .+)|broke (?:my .+|up with .+)|had (?:a baby|surgery|an operation|a miscarriage|a heart attack|a stroke)|won .+|gave birth.*|became (?:a|an) (?:father|mother|dad|mum|mom|parent|aunt|uncle|grandmother|grandfather).*|quit smoking|stopped (?:smoking|drinking)|sold my .+|adopted .+|ran (?:a|my first) marathon.*|wrote a book.*|published .+)`,
].join('|');

/** What somebody will do, wants, has lived through or has promised. */
export const PLANS: readonly Predicate[] = [
  predicate(
    String.raw`(?:have|has|got)(?: got)? (?<event>(?:an?|my|our|the|another|two|three)\s(?:[\p{L}'-]+ ){0,4}?(?:${EVENT})s?)(?<when>\s.+)`,
    ({ event = '', when = '' }, { saidAtMs }) =>
      planned(`has ${toTheirs(event).replace(/^their /u, 'their ')}`, when, saidAtMs),
  ),
  predicate(
    String.raw`(?<how>(?:am|is|are) (?:going to |planning to |about to )|will |plan to |plans to |want to |have to |need to |must )(?<what>(?!be\b)[\p{L}]+(?: .+)?)`,
    ({ what = '', how = '' }, { saidAtMs }) => {
      const date = findDate(what, saidAtMs);
      if (date === null || !isDeed(date.rest)) return null;
      return plan(`${/going/iu.test(how) ? 'is going to' : 'plans to'} ${toTheirs(date.rest)}`, date);
    },
  ),
  predicate(
    String.raw`(?:am|is|are) (?:just )?(?<what>[\p{L}]+ing\b(?! to be).*)`,
    ({ what = '' }, { saidAtMs }) => {
      const date = findDate(what, saidAtMs);
      if (
        date === null ||
        !isDeed(date.rest) ||
        (/^(?:feeling|thinking|doing|having a|looking|hoping|wondering|talking|going to|being|trying|working|so|writing to)\b/iu.test(
          date.rest,
        ) &&
          !/^going to (?:the |a |an |\p{Lu}|see|my)/iu.test(date.rest))
      )
        return null;
      return /^(?:today|tonight)$/iu.test(what.trim()) ? null : plan(`is ${toTheirs(date.rest)}`, date);
    },
  ),
  predicate(
    `(?<what>(?:fly|flies|leave|leaves|start|starts|travel|travels|move|moves|meet|meets|visit|visits|see|go|goes|arrive|arrives|take|takes) .+)`,
    ({ what = '' }, { saidAtMs }) => {
      const date = findDate(what, saidAtMs);
      if (date === null || !isDeed(date.rest) || /\bevery\b/iu.test(what)) return null;
      return plan(predicateOfThird(date.rest), date);
    },
  ),
  predicate(
    `(?:(?:really |always )?(?:want|wants|have always wanted|has always wanted|am hoping|hope|hopes|am planning|plan|plans|would like|dream of|am going)) to (?<what>(?:become|be an?|learn|visit|travel|move|study|write|open|start|quit|stop|lose|run|climb|see the|buy|build|own|get better|get married|have (?:kids|children)|retire|live) ?.*)`,
    ({ what }) => {
      const value = valueIn(what);
      return value === null ? null : { relation: 'wants_to', value, confidence: 0.85 };
    },
  ),
  predicate(LIFE.replace(/^/u, '(?<what>').replace(/$/u, ')'), ({ what = '' }) => {
    const value = what
      .replace(/\s*(?:,|\bbut\b|\bbecause\b).*$/isu, '')
      .replace(/^(?:just|finally|recently) /iu, '');
    return value.length > 80 ? null : { relation: 'happened', value: toTheirs(value) };
  }),
  predicate(
    String.raw`(?:have )?promised?(?: (?<whom>you|(?:my )?[\p{L}]+(?: [\p{L}]+)?))?,? (?:to|that (?:i|we) (?:will|would|am going to)|(?:i|we) will) (?<what>.+)`,
    ({ whom = '', what = '' }, { saidAtMs }) => {
      const date = findDate(what, saidAtMs);
      const deed = toTheirs(date?.rest ?? what);
      if (deed.length > 100) return null;
      const to = whom === '' ? '' : `${toTheirs(whom)} `;
      return {
        relation: 'promised',
        value: `${to}to ${deed}${date === null ? '' : ` ${date.text}`}`,
        happensAtMs: date?.atMs ?? null,
      };
    },
  ),
];

/** `remind me to …`, `you promised …`: said by nobody of somebody. */
export function promiseOf(clause: string, saidAtMs: number): Told | null {
  const remind =
    /^(?:(?:please|can you|could you|will you) )*(?:remind me(?: again)?|do not let me forget|make sure (?:that )?i)(?<when>(?: (?:tomorrow|tonight|on|next|at|in) .{1,30}?)?)(?<what> (?:to|about|of|that|not)\b.+| (?=[\p{L}]+ ).+)$/isu.exec(
      clause,
    )?.groups;
  if (remind !== undefined) {
    const date = findDate(`${remind.what}${remind.when}`.trim(), saidAtMs);
    const what = toTheirs((date?.rest ?? remind.what ?? '').trim());
    if (
      what.length < 4 ||
      what.length > 120 ||
      /^(?:what|who|where|when|how|why|which|of what)\b/iu.test(what)
    )
      return null;
    const deed = /^(?:to|about|of|that|not)\b/iu.test(what) ? what : `to ${what}`;
    return {
      relation: 'reminder',
      value: `${deed}${date === null ? '' : ` ${date.text}`}`,
      happensAtMs: date?.atMs ?? null,
    };
  }
  const promised = /^you (?:have )?promised(?: me)?,? (?<what>.+)$/isu.exec(clause)?.groups;
  if (promised !== undefined) {
    const what = toTheirs(
      (promised.what ?? '').replace(/^that you (?:will|would) |^you (?:will|would) /iu, 'to '),
    );
    return what.length > 120 ? null : { relation: 'was_promised', value: what };
  }
  return null;
}

function planned(what: string, when: string, saidAtMs: number): Told | null {
  const date = findDate(when.trim(), saidAtMs);
  if (date === null || date.rest.length > 50) return null;
  return plan(`${what}${date.rest === '' ? '' : ` ${toTheirs(date.rest)}`}`, date);
}

function plan(what: string, { text, atMs }: { text: string; atMs: number }): Told {
  return { relation: 'plan', value: `${what} ${text}`, happensAtMs: atMs };
}

function isDeed(text: string): boolean {
  return text.length > 2 && text.length <= 70 && !/\b(?:you|tired|better|sad|happy)\b/iu.test(text);
}
