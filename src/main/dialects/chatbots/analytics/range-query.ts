import { z } from 'zod';
import type { Analysis } from '../../../domain/analytics/count/analyses.ts';
import { INTERVALS } from '../../../domain/analytics/count/bucket-boundaries.ts';

const TEXT_MAX = 64;

/** What is counted, and how it is cut. */
export const rangeQuery = z.object({
  from: z
    .string()
    .max(TEXT_MAX)
    .optional()
    .describe('ISO 8601; a date is the beginning of that day. Without it: some time before `to`'),
  to: z
    .string()
    .max(TEXT_MAX)
    .optional()
    .describe('ISO 8601, no longer counted; a date alone is counted to its end. Without it: now'),
  interval: z.enum(INTERVALS).default('day').describe('Weeks begin on Monday'),
  timeZone: z
    .string()
    .max(TEXT_MAX)
    .default('UTC')
    .describe('Of the IANA database, such as Europe/Berlin; its days may have 23 or 25 hours'),
});

export const chatbotParams = z.object({ chatbotId: z.string() });

const moment = z.string().describe('ISO 8601, as clocks of the time zone show it');
const count = z.int().min(0);

/** Part of a series; parts in which nothing happened are there too. */
export const part = z.object({ start: moment, end: moment.describe('No longer in it') });

/** The same in every answer. */
export const head = z.object({
  from: moment,
  to: moment,
  interval: z.enum(INTERVALS),
  timeZone: z.string(),
  total: count.describe('Messages of users'),
  uniqueUsers: count.describe('Of visitors, each conversation is one'),
  totalSessions: count.describe('Conversations in which a user said something'),
});

export function toHead({ start, end, interval, timeZone, totals }: Analysis): z.infer<typeof head> {
  return {
    ...{ from: start, to: end, interval, timeZone },
    ...{ total: totals.messages, uniqueUsers: totals.users, totalSessions: totals.sessions },
  };
}

const SHARE_DIGITS = 1e4;

/** To four digits; null where there is nothing to divide by. */
export function ratio(sum: number, among: number): number | null {
  return among === 0 ? null : Math.round((sum / among) * SHARE_DIGITS) / SHARE_DIGITS;
}
