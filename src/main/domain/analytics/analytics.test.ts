import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../../../tests/support/start-tomo.ts';
import { type OpenDatabase, openDatabase } from '../../storage/open-database.ts';
import { ConversationStore } from '../chat/conversation-store.ts';
import type { Interval } from './count/bucket-boundaries.ts';
import type { CountingMethod, CountingResult } from './count/counting-calls.ts';
import { CountingThread } from './count/counting-thread.ts';
import { MONTH, seeded, simulateMonth } from './simulated-month.test-data.ts';
import { countBy, distinct, everythingAsked, labelOf, labelOfStart, rank } from './slow-recount.test-data.ts';

const THREAD = fileURLToPath(new URL('../../counting-thread.ts', import.meta.url));
const CHARACTERS = ['chr_one', 'chr_two'];
const USERS = ['usr_a', 'usr_b', 'usr_c'];
type Asked = Awaited<ReturnType<typeof everythingAsked>>;

let database: OpenDatabase;
let thread: CountingThread;

beforeAll(async () => {
  const directory = await temporaryDirectory();
  database = await openDatabase(directory);
  const { db } = database;
  const now = Date.now();
  for (const id of USERS) {
    const account = { email: null, username: null, password_hash: null, requests_per_hour: null };
    await db
      .insertInto('users')
      .values({ id, role: 'user', name: id, created_at_ms: now, email_verified: 0, tier: 'free', ...account })
      .execute();
  }
  for (const id of CHARACTERS) {
    const looks = { description: '', vrm_model_id: null, system_prompt: '', voice_config_json: '{}' };
    const place = { slug: null, published_at_ms: null, handle: null, personality: '', generation_json: '{}' };
    const times = { created_at_ms: now, updated_at_ms: now };
    await db
      .insertInto('characters')
      .values({
        ...{ id, owner_id: 'usr_a', name: id, status: 'draft', mode: 'chat', knowledge_base_ids_json: '[]' },
        ...{ ...looks, ...place, ...times },
      })
      .execute();
  }
  const places = { characterIds: CHARACTERS, userIds: USERS };
  const first = await simulateMonth(db, places, { seed: 1, conversations: 2_000 });
  await removeSome(first);
  await simulateMonth(db, places, { seed: 2, conversations: 1_000 });
  await changeRatingsAndIntents();
  thread = new CountingThread(THREAD, `${directory}/tomo.sqlite`);
}, 120_000);
afterAll(async () => {
  await thread.close();
  await database.close();
});

/** Conversations that go, others that are emptied, and single answers and messages out of the middle. */
async function removeSome(conversations: readonly string[]): Promise<void> {
  const random = seeded(3);
  const store = new ConversationStore(database.db, () => {});
  for (const id of conversations) {
    const luck = random();
    if (luck < 0.08) await store.delete(id);
    else if (luck < 0.1) await store.clear(id);
    else if (luck < 0.14) {
      const messages = await store.messages(id);
      const one = messages[Math.floor(random() * messages.length)];
      if (one !== undefined) await database.db.deleteFrom('messages').where('id', '=', one.id).execute();
    }
  }
}

async function changeRatingsAndIntents(): Promise<void> {
  const { db } = database;
  await db.updateTable('message_ratings').set({ rating: 1 }).where('message_id', 'like', '%_3_a').execute();
  await db.deleteFrom('message_ratings').where('message_id', 'like', '%_1_a').execute();
  await db
    .updateTable('messages')
    .set({ intent: 'renamed', intent_probability: 0.25 })
    .where('id', 'like', 'msg_1_7%')
    .where('role', '=', 'user')
    .execute();
  await db.updateTable('messages').set({ answer_ms: 77 }).where('id', 'like', 'msg_2_5%_a').execute();
}

const RANGES: { interval: Interval; timeZone: string; from?: string; to?: string }[] = [
  { interval: 'day', timeZone: 'UTC' },
  { interval: 'day', timeZone: 'Europe/Berlin' },
  { interval: 'hour', timeZone: 'America/New_York' },
  { interval: 'day', timeZone: 'Asia/Kolkata' },
  { interval: 'hour', timeZone: 'Asia/Kathmandu', from: '2026-03-10T07:12:13.456Z', to: '2026-03-14' },
  { interval: 'week', timeZone: 'America/New_York' },
  { interval: 'month', timeZone: 'Pacific/Chatham' },
];

describe.each(RANGES)('a simulated month by the $interval in $timeZone', (asked) => {
  const request = {
    from: new Date(MONTH.fromMs).toISOString(),
    to: new Date(MONTH.toMs).toISOString(),
    ...asked,
    characterId: 'chr_one',
    nowMs: 0,
  };
  const { interval, timeZone } = asked;
  let ever: Asked;
  let within: Asked;
  let groups: Map<string, Asked>;
  /** When each user was heard first. */
  let firstMs: Map<string, number>;

  const analyse = <Method extends CountingMethod>(method: Method) =>
    thread.call(method, request) as Promise<CountingResult<Method>>;
  beforeAll(async () => {
    const { start, end } = await thread.call('messages', request);
    expect([start, end].map((time) => Date.parse(time) % 1_000)).toEqual([0, 0]);
    ever = await everythingAsked(database.db, 'chr_one');
    const toMs = request.to.length > 10 ? Date.parse(request.to) : Date.parse(end);
    within = ever.filter(({ atMs }) => atMs >= Date.parse(request.from) && atMs < toMs);
    expect(within.length).toBeGreaterThan(300);
    groups = countBy(within, ({ atMs }) => labelOf(atMs, interval, timeZone));
    firstMs = new Map([...ever].reverse().map(({ user, atMs }) => [user, atMs]));
  });

  /** What the slow way counts in each part of a series; parts in which nothing happened have no messages. */
  const perPart = <Row extends { start: string }, Counted>(
    series: readonly Row[],
    count: (messages: Asked) => Counted,
  ) => {
    const counted = series.map(({ start }) => count(groups.get(labelOfStart(start, interval)) ?? []));
    expect(series.filter(({ start }) => groups.has(labelOfStart(start, interval)))).toHaveLength(groups.size);
    return counted;
  };
  const isFirst = ({ user, atMs }: Asked[number]) => firstMs.get(user) === atMs;
  const newUsers = (messages: Asked) => distinct(messages.filter(isFirst), ({ user }) => user);

  it('has the messages and answers that a slow recount finds', async () => {
    const { totals, answers, series } = await analyse('messages');
    expect(totals).toEqual({
      messages: within.length,
      users: distinct(within, ({ user }) => user),
      sessions: distinct(within, ({ session }) => session),
    });
    expect(answers).toBe(within.filter(({ answered }) => answered).length);
    expect(series.map(({ messages }) => messages)).toEqual(perPart(series, ({ length }) => length));
    expect(series.map((part) => part.answers)).toEqual(
      perPart(series, (messages) => messages.filter(({ answered }) => answered).length),
    );
  });

  it('has the users, new and returning', async () => {
    const { series, newUsers: first } = await analyse('users');
    expect(first).toBe(newUsers(within));
    expect(series.map((part) => [part.users, part.newUsers])).toEqual(
      perPart(series, (messages) => [distinct(messages, ({ user }) => user), newUsers(messages)]),
    );
  });

  it('has the sessions, how long they were and when they ended', async () => {
    const { series, begun, dropOff } = await analyse('sessions');
    const sessions = [...countBy(ever, ({ session }) => session).values()].map((messages) => ({
      beganMs: messages[0]?.atMs ?? 0,
      turns: messages.length,
      lengthMs: (messages.at(-1)?.atMs ?? 0) - (messages[0]?.atMs ?? 0),
      session: messages[0]?.session ?? '',
    }));
    const ids = new Set(within.map(({ session }) => session));
    const firsts = new Set(within.map(({ atMs }) => atMs));
    const counted = sessions.filter(({ session, beganMs }) => ids.has(session) && firsts.has(beganMs));
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    expect(begun).toEqual({
      sessions: counted.length,
      turns: sum(counted.map(({ turns }) => turns)),
      lengthMs: sum(counted.map(({ lengthMs }) => lengthMs)),
      medianTurns: rank(
        counted.map(({ turns }) => turns),
        0.5,
      ),
      medianLengthMs: rank(
        counted.map(({ lengthMs }) => lengthMs),
        0.5,
      ),
    });
    expect(dropOff).toEqual(
      [...countBy(counted, ({ turns }) => String(turns).padStart(5, '0'))]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([turns, all]) => ({ turns: Number(turns), sessions: all.length })),
    );
    expect(series.map((part) => part.sessions)).toEqual(
      perPart(series, (messages) => distinct(messages, ({ session }) => session)),
    );
    expect(sum(series.map((part) => part.begun))).toBe(begun.sessions);
    expect(sum(series.map((part) => part.turns))).toBe(begun.turns);
    expect(sum(series.map((part) => part.lengthMs))).toBe(begun.lengthMs);
  });

  it('has the intents with their probabilities', async () => {
    const { series, intents, recognised } = await analyse('intents');
    const found = countBy(
      within.filter(({ intent }) => intent !== null),
      ({ intent }) => intent ?? '',
    );
    expect(recognised).toBe([...found.values()].flat().length);
    expect(new Map(intents.map(({ name, messages }) => [name, messages]))).toEqual(
      new Map([...found].map(([name, { length }]) => [name, length])),
    );
    for (const { name, millionths, series: counts } of intents) {
      const probabilities =
        found.get(name)?.map(({ probability }) => Math.round((probability ?? 0) * 1e6)) ?? [];
      expect(millionths).toBe(probabilities.reduce((a, b) => a + b, 0));
      expect(counts).toEqual(
        perPart(series, (messages) => messages.filter(({ intent }) => intent === name).length),
      );
    }
  });

  it('has the ratings', async () => {
    const { series, stars } = await analyse('ratings');
    const starsOf = (messages: Asked) =>
      [1, 2, 3, 4, 5].map((star) => messages.filter(({ rating }) => rating === star).length);
    expect(stars).toEqual(starsOf(within));
    expect(series.map((part) => part.stars)).toEqual(perPart(series, starsOf));
  });

  it('has the times that answers took', async () => {
    const { series, answers, medianMs, p95Ms } = await analyse('answerTimes');
    const timesOf = (messages: Asked) => messages.flatMap(({ answerMs }) => answerMs ?? []);
    const shown = (times: number[]) => [times.length, rank(times, 0.5), rank(times, 0.95)];
    expect([answers, medianMs, p95Ms]).toEqual(shown(timesOf(within)));
    expect(series.map((part) => [part.answers, part.medianMs, part.p95Ms])).toEqual(
      perPart(series, (messages) => shown(timesOf(messages))),
    );
  });
});

describe('what was removed', () => {
  const left = async (table: string) =>
    (await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(database.db))
      .rows[0]?.count;

  it('is counted no more, neither with a character nor with an account', async () => {
    const { db } = database;
    const before = (await everythingAsked(db, 'chr_one')).length;
    await db.deleteFrom('characters').where('id', '=', 'chr_two').execute();
    expect(await left('counted_characters')).toBe(1);
    expect(await left('counted_questions')).toBe(before);
    await db.deleteFrom('users').where('id', '=', 'usr_b').execute();
    const ever = await everythingAsked(db, 'chr_one');
    expect(ever.length).toBeLessThan(before);
    expect(await left('counted_questions')).toBe(ever.length);
    expect(await left('counted_sessions')).toBe(distinct(ever, ({ session }) => session));
    expect(await left('counted_users')).toBe(distinct(ever, ({ user }) => user));
    const request = { from: '2020-01-01', to: '2030-01-01', interval: 'month', timeZone: 'UTC' } as const;
    const { totals } = await thread.call('messages', { ...request, characterId: 'chr_one', nowMs: 0 });
    expect(totals.messages).toBe(ever.length);
    expect(totals.users).toBe(distinct(ever, ({ user }) => user));
    await db.deleteFrom('users').where('id', '=', 'usr_a').execute();
    for (const table of ['questions', 'sessions', 'users', 'characters']) {
      expect(await left(`counted_${table}`)).toBe(0);
    }
  });
});
