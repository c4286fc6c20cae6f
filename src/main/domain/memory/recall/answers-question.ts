import { areAlike, contentWords } from '../../knowledge/quote/content-words.ts';
import type { Fact } from '../fact.ts';
import { readFact } from '../wording/read-fact.ts';
import { askedSubject, subjectMatch } from './asked-subject.ts';
import { QUESTION_CUES } from './question-cues.ts';

const OPEN =
  /\b(?:know|remember|recall|tell me|told you|said) (?:anything |something |everything |what )?(?:about|of)\b|weißt du (?:noch )?(?:alles |etwas )?über|sais-tu (?:de|sur)|sabes (?:de|sobre)|について.*(?:知って|覚えて)|知道.*(?:关于|我的)|记得.*什么/iu;
/** What is said of the asking itself. */
const SPEAKING = new Set(contentWords('remember know tell told said user'));
const WHO_IS = /\b(?:who|whos|who's) (?:is|are|was)?\b|\bwer ist\b|\bqui est\b|quién es|誰|是谁/iu;

/**
 * How well a memory answers a question, from 0 to 1: 0.8 and more is a whole answer, so that it may be quoted.
 *
 * @param note as a memory says it: `The user's sister Mia lives in Lyon.`
 */
export function answersQuestion(question: string, note: string): number {
  const fact = readFact(note);
  if (fact === null) return wordsInCommon(question, note) * (askedSubject(question).ofUser ? 0.9 : 0.8);
  const asked = askedSubject(question);
  // `The user has a dog called Rex.` is about the dog, too.
  if (fact.relation === 'has_relative' && asked.relations.size > 0)
    return wordsInCommon(question, note) * 0.9;
  const match = subjectMatch(question, asked, fact.subject, fact.value);
  if (match === 0) return 0;
  if (
    WHO_IS.test(question) &&
    fact.subject.relation !== null &&
    mentions(question, fact.subject.name ?? fact.value)
  )
    return 0.9;
  const cue = cueFor(question, fact);
  // One asks for things by what they are, `the spare key`, whosever they are; never for somebody else's.
  const isThing = fact.relation === 'keeps' && !/\byours?\b/iu.test(question);
  if (cue !== null) return (isThing ? Math.max(match, 0.85) : match) * cue;
  if (OPEN.test(question)) return match * 0.6;
  return match * wordsInCommon(question, note) * 0.6;
}

function cueFor(
  question: string,
  fact: Pick<Fact, 'subject' | 'relation' | 'about' | 'value'>,
): number | null {
  const cues = QUESTION_CUES.filter(({ asks }) => asks.test(question));
  for (const [at, { relations, needsAbout }] of cues.entries()) {
    const place = relations.indexOf(fact.relation);
    if (place < 0) continue;
    // Every further cue is a weaker one: `where does my sister who plays chess live`.
    const strength = Math.max(0.5, (at === 0 ? 1 : 0.85) - place * 0.05);
    if (needsAbout !== true) return strength;
    if (
      wordsOf(fact.about ?? fact.value).some((word) =>
        contentWords(question).some((other) => areAlike(word, other)),
      )
    )
      return strength;
  }
  // `What is my sister's name?` is answered by anything that says it.
  const asksName = cues.some(({ relations }) => relations.includes('name')) && fact.subject.name !== null;
  if (asksName && !mentions(question, fact.subject.name ?? '')) return 0.8;
  return cues.length > 0 ? 0 : null;
}

/** The share of what a question speaks of that a memory speaks of, too. */
function wordsInCommon(question: string, note: string): number {
  const asked = [...new Set(wordsOf(question))];
  if (asked.length === 0) return 0;
  const told = wordsOf(note.replace(/^The user(?:'s)?/u, ''));
  return asked.filter((word) => told.some((other) => areAlike(word, other))).length / asked.length;
}

function wordsOf(text: string): string[] {
  return contentWords(text).filter((word) => !SPEAKING.has(word));
}

function mentions(question: string, name: string): boolean {
  return name !== '' && question.toLowerCase().includes(name.toLowerCase());
}
