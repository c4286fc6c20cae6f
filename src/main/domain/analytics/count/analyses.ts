import type { Database } from 'better-sqlite3';
import { type Bucket, isoInZone } from './bucket-boundaries.ts';
import { CountedRanges, type RangeTotals } from './counted-ranges.ts';
import { percentile } from './percentile.ts';
import { type RangeRequest, readRange } from './time-range.ts';

/** What is counted of one character, and when. */
export interface AnalysisRequest extends RangeRequest {
  characterId: string;
  /** Where the range ends when nothing is said. */
  nowMs: number;
}

/** Part of a series; what is counted in it lies in the range too, which may begin or end inside. */
export interface Part {
  /** ISO 8601, as clocks of the time zone show it. */
  start: string;
  /** No longer in it. */
  end: string;
}

/** The head of every analysis. */
export interface Analysis extends Part {
  interval: RangeRequest['interval'];
  timeZone: string;
  totals: RangeTotals;
}

export interface MessageAnalysis extends Analysis {
  answers: number;
  series: (Part & { messages: number; answers: number })[];
}

export interface UserAnalysis extends Analysis {
  newUsers: number;
  series: (Part & { users: number; newUsers: number })[];
}

export interface SessionAnalysis extends Analysis {
  /** Those that began in the range, with all that was said in them since. */
  begun: {
    sessions: number;
    turns: number;
    lengthMs: number;
    medianTurns: number | null;
    medianLengthMs: number | null;
  };
  /** How many ended after how many turns; the fewest turns first. */
  dropOff: { turns: number; sessions: number }[];
  series: (Part & { sessions: number; begun: number; turns: number; lengthMs: number })[];
}

export interface IntentAnalysis extends Analysis {
  /** Messages with an intent. */
  recognised: number;
  /** The most frequent first. */
  intents: { name: string; messages: number; millionths: number; series: number[] }[];
  series: Part[];
}

export interface RatingAnalysis extends Analysis {
  /** How many answers have one star, two, … five. */
  stars: number[];
  series: (Part & { stars: number[] })[];
}

export interface AnswerTimes {
  answers: number;
  medianMs: number | null;
  p95Ms: number | null;
}

export interface AnswerTimeAnalysis extends Analysis, AnswerTimes {
  series: (Part & AnswerTimes)[];
}

const STARS = [1, 2, 3, 4, 5];

export function analyseMessages(db: Database, request: AnalysisRequest): MessageAnalysis {
  const { counted, head, heard, perPart } = begin(db, request);
  return {
    ...head,
    answers: heard.answers,
    series: perPart(({ startMs, endMs }) => {
      const { messages, answers } = counted.heard(startMs, endMs);
      return { messages, answers };
    }),
  };
}

export function analyseUsers(db: Database, request: AnalysisRequest): UserAnalysis {
  const { counted, head, heard, perPart } = begin(db, request);
  return {
    ...head,
    newUsers: heard.newUsers,
    series: perPart(({ startMs, endMs }) => {
      const { users, newUsers: first } = counted.heard(startMs, endMs);
      return { users, newUsers: first };
    }),
  };
}

export function analyseSessions(db: Database, request: AnalysisRequest): SessionAnalysis {
  const { counted, head, range, perPart } = begin(db, request);
  const dropOff = counted.turnsOfBegun(range.fromMs, range.toMs);
  const turns = Float64Array.from(dropOff.flatMap((one) => new Array(one.sessions).fill(one.turns)));
  const lengths = counted.lengthsOfBegun(range.fromMs, range.toMs).sort();
  return {
    ...head,
    begun: {
      ...counted.begun(range.fromMs, range.toMs),
      medianTurns: percentile(turns, 0.5),
      medianLengthMs: percentile(lengths, 0.5),
    },
    dropOff,
    series: perPart(({ startMs, endMs }) => {
      const begun = counted.begun(startMs, endMs);
      return {
        sessions: counted.heard(startMs, endMs).sessions,
        begun: begun.sessions,
        turns: begun.turns,
        lengthMs: begun.lengthMs,
      };
    }),
  };
}

export function analyseIntents(db: Database, request: AnalysisRequest): IntentAnalysis {
  const { counted, head, perPart } = begin(db, request);
  const intents = counted
    .intents()
    .map((name) => ({ name, messages: 0, millionths: 0, series: [] as number[] }));
  const series = perPart(({ startMs, endMs }) => {
    for (const intent of intents) {
      const { messages, millionths } = counted.intent(intent.name, startMs, endMs);
      intent.messages += messages;
      intent.millionths += millionths;
      intent.series.push(messages);
    }
    return {};
  });
  const found = intents
    .filter(({ messages }) => messages > 0)
    .sort((a, b) => b.messages - a.messages || (a.name < b.name ? -1 : 1));
  return {
    ...head,
    recognised: found.reduce((sum, { messages }) => sum + messages, 0),
    intents: found,
    series,
  };
}

export function analyseRatings(db: Database, request: AnalysisRequest): RatingAnalysis {
  const { counted, head, range, perPart } = begin(db, request);
  const stars = (fromMs: number, toMs: number) => {
    const given = counted.ratings(fromMs, toMs);
    return STARS.map((star) => given.find(({ rating }) => rating === star)?.answers ?? 0);
  };
  return {
    ...head,
    stars: stars(range.fromMs, range.toMs),
    series: perPart(({ startMs, endMs }) => ({ stars: stars(startMs, endMs) })),
  };
}

export function analyseAnswerTimes(db: Database, request: AnalysisRequest): AnswerTimeAnalysis {
  const { counted, head, perPart } = begin(db, request);
  const all: Float64Array[] = [];
  const series = perPart(({ startMs, endMs }) => {
    const times = counted.answerTimes(startMs, endMs).sort();
    all.push(times);
    return timesOf(times);
  });
  const joined = new Float64Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const times of all) {
    joined.set(times, at);
    at += times.length;
  }
  return { ...head, ...timesOf(joined.sort()), series };
}

function timesOf(sorted: Float64Array): AnswerTimes {
  return { answers: sorted.length, medianMs: percentile(sorted, 0.5), p95Ms: percentile(sorted, 0.95) };
}

function begin(db: Database, request: AnalysisRequest) {
  const range = readRange(request, request.nowMs);
  const { fromMs, toMs, interval, timeZone, buckets } = range;
  const iso = (ms: number) => isoInZone(ms, timeZone);
  const counted = new CountedRanges(db, request.characterId);
  const heard = counted.heard(fromMs, toMs);
  const totals = { messages: heard.messages, users: heard.users, sessions: heard.sessions };
  const head: Analysis = { start: iso(fromMs), end: iso(toMs), interval, timeZone, totals };
  const perPart = <Counts>(count: (within: Bucket) => Counts): (Part & Counts)[] => {
    let end = iso(buckets[0]?.startMs ?? fromMs);
    return buckets.map(({ startMs, endMs }) => {
      // One part begins where the one before it ends.
      const start = end;
      end = iso(endMs);
      return { start, end, ...count({ startMs: Math.max(startMs, fromMs), endMs: Math.min(endMs, toMs) }) };
    });
  };
  return { range, counted, head, heard, perPart };
}
