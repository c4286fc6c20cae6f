import { z } from 'zod';
import type { Analyses } from '../../../domain/analytics/analytics-service.ts';
import { head, part, ratio, toHead } from './range-query.ts';

const count = z.int().min(0);
const average = z.number().nullable().describe('Null where there is nothing to average');
const milliseconds = z.number().nullable();
const DROP_OFF_TURNS_MAX = 20;
const MILLIONTHS = 1e6;

export const messageBody = head.extend({
  answers: count.describe('How many of the messages were answered'),
  series: z.array(part.extend({ messages: count, answers: count })),
});
const userCounts = { newUsers: count.describe('Never heard before'), returningUsers: count };
export const userBody = head.extend({
  ...userCounts,
  series: z.array(part.extend({ users: count, ...userCounts })),
});
export const sessionBody = head.extend({
  startedSessions: count.describe('Those of the range that began in it; what follows is about them'),
  averageTurns: average,
  medianTurns: average,
  averageLengthMs: average.describe('From the first message of the user to the last'),
  medianLengthMs: average,
  dropOff: z
    .array(z.object({ afterTurn: count, sessions: count, share: z.number() }))
    .describe(`After which turn sessions ended; the last row is everything from ${DROP_OFF_TURNS_MAX} on`),
  series: z.array(
    part.extend({
      sessions: count,
      started: count,
      averageTurns: average,
      averageLengthMs: average,
    }),
  ),
});
export const intentBody = head.extend({
  recognised: count.describe('Messages with an intent'),
  intents: z.array(
    z.object({ name: z.string(), messages: count, share: z.number(), averageProbability: average }),
  ),
  series: z.array(part.extend({ intents: z.record(z.string(), count) })),
});
const starCounts = {
  ratings: count,
  averageRating: average,
  stars: z.record(z.string(), count).describe('How many have 1, 2, … 5'),
};
export const ratingBody = head.extend({ ...starCounts, series: z.array(part.extend(starCounts)) });
const times = { answers: count, medianMs: milliseconds, p95Ms: milliseconds };
export const answerTimeBody = head.extend({ ...times, series: z.array(part.extend(times)) });

export function toMessageBody(counted: Analyses['messages']): z.infer<typeof messageBody> {
  return { ...toHead(counted), answers: counted.answers, series: counted.series };
}

export function toUserBody(counted: Analyses['users']): z.infer<typeof userBody> {
  const { newUsers, totals } = counted;
  return {
    ...toHead(counted),
    newUsers,
    returningUsers: totals.users - newUsers,
    series: counted.series.map((one) => ({ ...one, returningUsers: one.users - one.newUsers })),
  };
}

export function toSessionBody(counted: Analyses['sessions']): z.infer<typeof sessionBody> {
  const { begun, dropOff } = counted;
  const after = new Map<number, number>();
  for (const { turns, sessions } of dropOff) {
    const afterTurn = Math.min(turns, DROP_OFF_TURNS_MAX);
    after.set(afterTurn, (after.get(afterTurn) ?? 0) + sessions);
  }
  return {
    ...toHead(counted),
    startedSessions: begun.sessions,
    averageTurns: ratio(begun.turns, begun.sessions),
    medianTurns: begun.medianTurns,
    averageLengthMs: ratio(begun.lengthMs, begun.sessions),
    medianLengthMs: begun.medianLengthMs,
    dropOff: [...after].map(([afterTurn, sessions]) => ({
      afterTurn,
      sessions,
      share: ratio(sessions, begun.sessions) ?? 0,
    })),
    series: counted.series.map(({ start, end, sessions, begun: started, turns, lengthMs }) => ({
      ...{ start, end, sessions, started },
      averageTurns: ratio(turns, started),
      averageLengthMs: ratio(lengthMs, started),
    })),
  };
}

export function toIntentBody(counted: Analyses['intents']): z.infer<typeof intentBody> {
  const { recognised, intents, series } = counted;
  return {
    ...toHead(counted),
    recognised,
    intents: intents.map(({ name, messages, millionths }) => ({
      name,
      messages,
      share: ratio(messages, recognised) ?? 0,
      averageProbability: ratio(millionths / MILLIONTHS, messages),
    })),
    series: series.map((one, at) => ({
      ...one,
      intents: Object.fromEntries(intents.map(({ name, series: counts }) => [name, counts[at] ?? 0])),
    })),
  };
}

export function toRatingBody(counted: Analyses['ratings']): z.infer<typeof ratingBody> {
  return {
    ...toHead(counted),
    ...toStars(counted.stars),
    series: counted.series.map(({ start, end, stars }) => ({ start, end, ...toStars(stars) })),
  };
}

export function toAnswerTimeBody(counted: Analyses['answerTimes']): z.infer<typeof answerTimeBody> {
  const { answers, medianMs, p95Ms, series } = counted;
  return { ...toHead(counted), answers, medianMs, p95Ms, series };
}

function toStars(stars: readonly number[]) {
  const ratings = stars.reduce((sum, answers) => sum + answers, 0);
  const points = stars.reduce((sum, answers, at) => sum + answers * (at + 1), 0);
  return {
    ratings,
    averageRating: ratio(points, ratings),
    stars: Object.fromEntries(stars.map((answers, at) => [String(at + 1), answers])),
  };
}
