import { type Ended, type Extraction, type Fact, isUser, type Subject, USER } from '../../fact.ts';
import type { ExtractionContext } from '../context.ts';
import { clausesOf } from './clauses.ts';
import { correctionOf } from './corrections.ts';
import { introductionOf } from './introductions.ts';
import { LIFE_PREDICATES } from './life-predicates.ts';
import { PLANS, promiseOf } from './plans.ts';
import { POSSESSION_FORMS } from './possessions.ts';
import type { Predicate, Told } from './predicate.ts';
import { type Spoken, subjectOf, withoutAdverbs } from './subjects.ts';
import { TASTE_PREDICATES } from './taste-predicates.ts';
import { sentenceOfThird } from './third-person.ts';
import { tidyEnglish } from './tidy.ts';

const PREDICATES = [...LIFE_PREDICATES, ...TASTE_PREDICATES];
const REMEMBER =
  /^(?:please )?(?:(?:always |just |also )?remember|do not (?:you )?(?:ever )?forget|never forget|keep in mind|bear in mind|note down|note|make a note|memori[sz]e|i want you to (?:remember|know)|i need you to remember|write down)(?: this| for me)?(?:\s*[:,]\s*|\s+)(?:that\s+|the fact that\s+)?(?<what>.+)$/isu;
const NOT_TOLD =
  /^(?:when|how|what|who|where|why|which|the time|me|you|us|this|that|it|to|last|our|everything|anything|always|my name$|my birthday$)\b/iu;
const FORGET =
  /^(?:please )?(?:forget|do not remember|stop remembering|erase|delete|unlearn)(?: (?:the (?:fact|thing)|what i (?:said|told you)))?(?: that| about(?: the fact that)?)? (?<what>.+)$/isu;
const NO_WISH =
  /^(?:it|me|this|that|you|to|everything|all|about it|the past|him|her|them|what|how|i (?:asked|said)|never mind|if)\b/iu;

/** What an English message tells. */
export function extractEnglish(text: string, context: ExtractionContext): Extraction {
  const extraction: Extraction = { facts: [], ended: [], forget: [] };
  const tidied = tidyEnglish(text);
  const correction = correctionOf(tidied, context);
  if (correction !== null) return { ...extraction, ...correction };

  let last: Subject | null = null;
  for (const clause of clausesOf(tidied)) {
    const who = { last, known: context.known };
    if (clause.asked) {
      last = subjectAfter(subjectOf(clause.text.replace(/^(?:you (?:know|remember) )/iu, ''), who), last);
      continue;
    }
    const forget = FORGET.exec(clause.text)?.groups?.what;
    if (forget !== undefined) {
      if (!NO_WISH.test(forget))
        extraction.forget.push({ text: forget, facts: read(forget, who, context).facts });
      continue;
    }
    const asked = REMEMBER.exec(clause.text)?.groups?.what;
    const { facts, ended, spoken } = read(asked ?? clause.text, who, context);
    last = subjectAfter(spoken, last);
    extraction.facts.push(
      ...(asked === undefined ? facts : facts.map((fact) => ({ ...fact, confidence: 1 }))),
    );
    extraction.ended.push(...ended);
    if (asked !== undefined && facts.length === 0 && ended.length === 0) {
      const note = noteOf(asked);
      if (note !== null) extraction.facts.push(note);
    }
  }
  return extraction;
}

interface Reading {
  facts: Fact[];
  ended: Ended[];
  spoken: Spoken | null;
}

function read(
  clause: string,
  who: Parameters<typeof subjectOf>[1],
  { saidAtMs }: ExtractionContext,
): Reading {
  const alone = introductionOf(clause, saidAtMs) ?? promiseOf(clause, saidAtMs);
  if (alone !== null) return { facts: factsOf(alone, USER), ended: [], spoken: null };
  const own = /^(?:my|our)\s+(?<rest>.+)$/isu.exec(clause)?.groups?.rest;
  const notSo = /^(?<what>(?:full |first )?name|favourite .{2,30}) is not (?<value>.+)$/isu.exec(
    own ?? '',
  )?.groups;
  if (notSo !== undefined) {
    const told = firstOf(POSSESSION_FORMS, `${notSo.what} is ${notSo.value}`, USER, saidAtMs);
    return { facts: [], ended: told === null ? [] : factsOf(told, USER), spoken: null };
  }
  const ofOwn = own === undefined ? null : firstOf(POSSESSION_FORMS, own, USER, saidAtMs);
  const spoken = subjectOf(clause, who);
  if (ofOwn !== null && (spoken === null || ![ofOwn].flat().some(({ relation }) => relation === 'keeps'))) {
    return { facts: factsOf(ofOwn, USER), ended: [], spoken };
  }
  if (spoken === null) {
    // `Paris is my favourite city`, `Mia is my sister`, `Nurse is my job`.
    const turned =
      /^(?<what>.{2,40}?) (?:is|are) (?:my|our) (?<favourite>(?:absolute |all-time )?favourite .+)$/isu.exec(
        clause,
      )?.groups;
    const told =
      turned === undefined
        ? null
        : firstOf(POSSESSION_FORMS, `${turned.favourite} is ${turned.what}`, USER, saidAtMs);
    return { facts: told === null ? [] : factsOf(told, USER), ended: [], spoken };
  }
  return { ...predicated(spoken, saidAtMs), spoken };
}

function predicated({ subject, rest }: Spoken, saidAtMs: number): Omit<Reading, 'spoken'> {
  const theirs = /^(?:'s|')\s+(?<rest>.+)$/isu.exec(rest)?.groups?.rest;
  if (theirs !== undefined) {
    const told = firstOf(POSSESSION_FORMS, theirs, subject, saidAtMs);
    if (told !== null) return { facts: factsOf(told, subject), ended: [] };
    return predicated({ subject, rest: `is ${theirs}` }, saidAtMs);
  }
  const denied =
    /^(?:(?:do|does|did) not|no longer|am no longer|is no longer|stopped|(?:am|is|are|have|has)(?: really)? not|used to|never)(?<rest>\s.+)$/iu.exec(
      rest,
    )?.groups?.rest;
  if (denied !== undefined) return denial(subject, rest, withoutAdverbs(denied.trim()), saidAtMs);
  if (/\b(?:no longer|any more)\b/iu.test(rest)) return { facts: [], ended: [] };
  const told = firstOf(PREDICATES, rest, subject, saidAtMs);
  // Of somebody of whom nothing is known but a name, only little is taken.
  const plan = firstOf(PLANS, rest, subject, saidAtMs);
  const chosen = plan !== null && (told === null || hasDate(plan)) ? plan : told;
  return { facts: chosen === null ? [] : factsOf(chosen, subject), ended: [] };
}

/** What is not so, or not any more: an end of what was, or a dislike. */
function denial(subject: Subject, whole: string, rest: string, saidAtMs: number): Omit<Reading, 'spoken'> {
  const bare = rest.replace(/\s+any more\b.*$/iu, '');
  const never = /^never/iu.test(whole);
  const eats = /^(?:eat|eats|drink|drinks)\s(?<what>.+)$/iu.exec(bare)?.groups?.what;
  if (eats !== undefined && !/^used to/iu.test(whole)) {
    const told = firstOf(PREDICATES, `never ${bare}`, subject, saidAtMs);
    return { facts: told === null ? [] : factsOf(told, subject), ended: [] };
  }
  const isState =
    /^(?:am|is|are|has|have) |^(?:am|is|are) no longer/iu.test(whole) && !/^(?:have|has) not/iu.test(whole);
  const said = isState ? `is ${bare}` : bare;
  const told = firstOf(PREDICATES, said, subject, saidAtMs);
  const facts = told === null ? [] : factsOf(told, subject);
  const liked = facts.filter(({ relation }) => relation === 'likes');
  const dislikes = /^used to|^stopped/iu.test(whole)
    ? []
    : liked.map((fact) => ({ ...fact, relation: 'dislikes' as const }));
  if (never) return { facts: dislikes, ended: [] };
  return {
    facts: dislikes,
    ended: facts.map(({ relation, about, value, subject: whose }) => ({
      subject: whose,
      relation,
      about,
      value,
    })),
  };
}

function firstOf(
  forms: readonly Predicate[],
  text: string,
  subject: Subject,
  saidAtMs: number,
): Told | Told[] | null {
  for (const { form, tell } of forms) {
    const match = form.exec(text);
    if (match === null) continue;
    const told = tell(match.groups ?? {}, { subject, saidAtMs });
    if (told !== null) return told;
  }
  return null;
}

function factsOf(told: Told | Told[], subject: Subject): Fact[] {
  return [told].flat().map((one) => ({
    subject: one.subject ?? subject,
    relation: one.relation,
    about: one.about ?? null,
    value: one.value,
    happensAtMs: one.happensAtMs ?? null,
    confidence: (one.confidence ?? 0.9) * (subject.relation === null && subject.name !== null ? 0.8 : 1),
  }));
}

function hasDate(told: Told | Told[]): boolean {
  return [told].flat().some(({ happensAtMs }) => happensAtMs !== undefined && happensAtMs !== null);
}

function noteOf(words: string): Fact | null {
  if (NOT_TOLD.test(words) || words.length < 8 || words.length > 250 || !words.includes(' ')) return null;
  return {
    subject: USER,
    relation: 'note',
    about: null,
    value: sentenceOfThird(words),
    happensAtMs: null,
    confidence: 1,
  };
}

function subjectAfter(spoken: Spoken | null, last: Subject | null): Subject | null {
  return spoken === null || isUser(spoken.subject) ? last : spoken.subject;
}
