import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { Interval } from './count/bucket-boundaries.ts';

interface Asked {
  id: string;
  session: string;
  user: string;
  atMs: number;
  intent: string | null;
  probability: number | null;
  answered: boolean;
  answerMs: number | null;
  rating: number | null;
}

const DAY_MS = 86_400_000;

/** Every message of users to a character, in the order of time, read row by row. */
export async function everythingAsked(db: Kysely<Schema>, characterId: string): Promise<Asked[]> {
  const conversations = await db.selectFrom('conversations').selectAll().execute();
  const messages = await db.selectFrom('messages').selectAll().execute();
  const ratings = await db.selectFrom('message_ratings').selectAll().execute();
  const answers = new Map(
    messages.filter((one) => one.role === 'assistant').map((one) => [one.reply_to, one]),
  );
  const places = new Map(conversations.map((one) => [one.id, one]));
  const stars = new Map(ratings.map((one) => [one.message_id, one.rating]));
  return messages
    .filter((one) => one.role === 'user' && places.get(one.conversation_id)?.character_id === characterId)
    .map((one): Asked => {
      const place = places.get(one.conversation_id);
      const answer = answers.get(one.id);
      return {
        id: one.id,
        session: one.conversation_id,
        user: (place?.visitor === 1 ? place.id : (place?.end_user ?? place?.user_id)) ?? '',
        atMs: one.created_at_ms,
        intent: one.intent ?? null,
        probability: one.intent_probability ?? null,
        answered: answer !== undefined,
        answerMs: answer?.answer_ms ?? null,
        rating: (answer && stars.get(answer.id)) ?? null,
      };
    })
    .sort((a, b) => a.atMs - b.atMs);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    timeZoneName: 'longOffset',
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** What a clock and a calendar of the time zone call the part that a moment is in. */
export function labelOf(ms: number, interval: Interval, timeZone: string): string {
  const parts = clockIn(timeZone).formatToParts(ms);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const day = `${part('year')}-${part('month')}-${part('day')}`;
  if (interval === 'hour') return `${day}T${part('hour')} ${part('timeZoneName').slice(3) || '+00:00'}`;
  if (interval === 'month') return day.slice(0, 7);
  if (interval === 'day') return day;
  const noon = Date.parse(`${day}T12:00:00Z`);
  const sinceMonday = (new Date(noon).getUTCDay() + 6) % 7;
  return new Date(noon - sinceMonday * DAY_MS).toISOString().slice(0, 10);
}

/** The same of the start that a series shows. */
export function labelOfStart(start: string, interval: Interval): string {
  if (interval === 'hour') return `${start.slice(0, 13)} ${start.slice(-6)}`;
  return start.slice(0, interval === 'month' ? 7 : 10);
}

/** Nearest rank. */
export function rank(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}

export function countBy<Value>(
  values: readonly Value[],
  key: (value: Value) => string,
): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value]);
    else group.push(value);
  }
  return groups;
}

/** How many different ones there are. */
export function distinct<Value>(values: readonly Value[], key: (value: Value) => string): number {
  return new Set(values.map(key)).size;
}
