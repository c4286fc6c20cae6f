import type { Database } from 'better-sqlite3';
import { Temporal } from 'temporal-polyfill';
import { type AnalysisRequest, analyseIntents, analyseRatings, analyseSessions } from '../count/analyses.ts';
import { bucketBoundaries } from '../count/bucket-boundaries.ts';
import { CountedRanges } from '../count/counted-ranges.ts';
import { readRange, type TimeRange } from '../count/time-range.ts';
import { type ReviewedQuestion, reviewQuestions, wordsKey } from './reviewed-questions.ts';

type InsightKind = 'most_asked' | 'badly_rated' | 'unanswered' | 'peak_hours' | 'drop_off' | 'low_confidence';

/** Something worth knowing, with the numbers behind it. */
export interface Insight {
  kind: InsightKind;
  text: string;
  figures: Record<string, number | string | readonly string[]>;
}

export interface Insights {
  fromMs: number;
  toMs: number;
  timeZone: string;
  /** Messages of users in the range. */
  messages: number;
  /** How many answered ones were read, the newest; what is said about questions is about those. */
  looked: number;
  insights: Insight[];
}

const LOOKED_AT_MAX = 5_000;
const EXAMPLES_MAX = 3;
const ASKED_OFTEN_MIN = 2;
const LISTED_MAX = 5;
const BAD_STARS = 2;
const HOURS_DAYS_MAX = 92;
const DAY_MS = 86_400_000;
/** Below it half of what an intent is taken for may be something else. */
const CONFIDENT = 0.6;
const RECOGNISED_MIN = 5;
const MILLIONTHS = 1e6;

/** What stands out in a range; each sentence is made from counted numbers. Nothing is said where nothing was counted. */
export function findInsights(db: Database, request: AnalysisRequest): Insights {
  const range = readRange(request, request.nowMs);
  const { fromMs, toMs, timeZone } = range;
  const { characterId } = request;
  const { looked, questions } = reviewQuestions(db, { characterId, fromMs, toMs, limit: LOOKED_AT_MAX });
  const counted = new CountedRanges(db, characterId);
  return {
    ...{ fromMs, toMs, timeZone, looked },
    messages: counted.heard(fromMs, toMs).messages,
    insights: [
      ...mostAsked(questions),
      ...badlyRated(analyseRatings(db, request).stars, questions),
      ...unanswered(questions),
      ...peakHours(counted, range),
      ...dropOff(analyseSessions(db, request)),
      ...lowConfidence(analyseIntents(db, request).intents),
    ],
  };
}

function mostAsked(questions: readonly ReviewedQuestion[]): Insight[] {
  const groups = new Map<string, { question: string; times: number }>();
  for (const { content } of questions) {
    const group = groups.get(wordsKey(content)) ?? { question: content, times: 0 };
    groups.set(wordsKey(content), { ...group, times: group.times + 1 });
  }
  return [...groups.values()]
    .filter(({ times }) => times >= ASKED_OFTEN_MIN)
    .sort((a, b) => b.times - a.times)
    .slice(0, LISTED_MAX)
    .map(({ question, times }) => ({
      kind: 'most_asked',
      text: `“${shortened(question)}” was asked ${times} times, among ${questions.length} questions.`,
      figures: { question, times, questions: questions.length },
    }));
}

function badlyRated(stars: readonly number[], questions: readonly ReviewedQuestion[]): Insight[] {
  const rated = stars.reduce((sum, count) => sum + count, 0);
  const bad = stars.slice(0, BAD_STARS).reduce((sum, count) => sum + count, 0);
  if (bad === 0) return [];
  const examples = distinct(questions.filter(({ rating }) => rating !== null && rating <= BAD_STARS));
  return [
    {
      kind: 'badly_rated',
      text: `${bad} of ${rated} rated answers got one or two stars.${forExample(examples)}`,
      figures: { bad, rated, examples },
    },
  ];
}

function unanswered(questions: readonly ReviewedQuestion[]): Insight[] {
  const open = questions.filter(({ isUnanswered }) => isUnanswered);
  if (open.length === 0) return [];
  const examples = distinct(open);
  return [
    {
      kind: 'unanswered',
      text: `${open.length} of ${questions.length} questions got an answer from no document and no memory.${forExample(examples)}`,
      figures: { unanswered: open.length, questions: questions.length, examples },
    },
  ];
}

/** By the clock of the time zone; of a long range, its end. */
function peakHours(counted: CountedRanges, { fromMs, toMs, timeZone }: TimeRange): Insight[] {
  const range = { fromMs: Math.max(fromMs, toMs - HOURS_DAYS_MAX * DAY_MS), toMs };
  const hours = bucketBoundaries(range, 'hour', timeZone, (HOURS_DAYS_MAX + 2) * 25) ?? [];
  const perHour = new Map<number, number>();
  let messages = 0;
  for (const { startMs, endMs } of hours) {
    const within = counted.heard(Math.max(startMs, range.fromMs), Math.min(endMs, toMs)).messages;
    if (within === 0) continue;
    messages += within;
    const { hour } = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(timeZone);
    perHour.set(hour, (perHour.get(hour) ?? 0) + within);
  }
  const [busiest] = [...perHour].sort(([a, most], [b, other]) => other - most || a - b);
  if (busiest === undefined) return [];
  const [hour, count] = busiest;
  const clock = `${String(hour).padStart(2, '0')}:00`;
  return [
    {
      kind: 'peak_hours',
      text: `Most is said in the hour from ${clock} (${timeZone}): ${count} of ${messages} messages.`,
      figures: { hour, messages: count, among: messages },
    },
  ];
}

function dropOff({ begun, dropOff: ended }: ReturnType<typeof analyseSessions>): Insight[] {
  const first = ended.find(({ turns }) => turns === 1)?.sessions ?? 0;
  if (begun.sessions === 0 || first === 0) return [];
  const percent = Math.round((first / begun.sessions) * 100);
  return [
    {
      kind: 'drop_off',
      text: `${first} of ${begun.sessions} conversations (${percent} %) ended after the first message.`,
      figures: { endedAfterFirst: first, sessions: begun.sessions },
    },
  ];
}

function lowConfidence(intents: ReturnType<typeof analyseIntents>['intents']): Insight[] {
  return intents
    .map(({ name, messages, millionths }) => ({ name, messages, mean: millionths / MILLIONTHS / messages }))
    .filter(({ messages, mean }) => messages >= RECOGNISED_MIN && mean < CONFIDENT)
    .sort((a, b) => a.mean - b.mean)
    .slice(0, LISTED_MAX)
    .map(({ name, messages, mean }) => ({
      kind: 'low_confidence',
      text: `The intent “${name}” was recognised ${messages} times with a mean probability of only ${mean.toFixed(2)}; more examples would help.`,
      figures: { intent: name, messages, averageProbability: Math.round(mean * 1e4) / 1e4 },
    }));
}

function distinct(questions: readonly ReviewedQuestion[]): string[] {
  const byWords = new Map(questions.map(({ content }) => [wordsKey(content), content]));
  return [...byWords.values()].slice(0, EXAMPLES_MAX);
}

function forExample(examples: readonly string[]): string {
  const [first] = examples;
  return first === undefined ? '' : ` For example: “${shortened(first)}”`;
}

const SHOWN_CHARACTERS = 120;

function shortened(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length <= SHOWN_CHARACTERS ? plain : `${plain.slice(0, SHOWN_CHARACTERS)}…`;
}
