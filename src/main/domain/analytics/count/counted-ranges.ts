import type { Database, Statement } from 'better-sqlite3';

/** What is the same in every answer; a message is one of a user, a session a conversation. */
export interface RangeTotals {
  messages: number;
  users: number;
  sessions: number;
}

export interface HeardCounts extends RangeTotals {
  /** How many of the messages were answered. */
  answers: number;
  /** Users who were never heard before. */
  newUsers: number;
}

/** As the tables have it. */
const QUARTER_MS = 900_000;
const NOBODY_HEARD: HeardCounts = { messages: 0, answers: 0, users: 0, sessions: 0, newUsers: 0 };

const COMMA = 44;
const DIGIT_ZERO = 48;

type RangeStatement<Row> = Statement<[number, number, number], Row>;

/** Counts of one character, each read from a range of what is counted. Ranges end before their second moment. */
export class CountedRanges {
  readonly #db: Database;
  /** Null where nobody has talked to it: nothing fits then. */
  readonly #character: number;
  readonly #statements = new Map<string, Statement>();

  constructor(db: Database, characterId: string) {
    this.#db = db;
    const row = db
      .prepare<[string], { number: number }>('select number from counted_characters where character_id = ?')
      .get(characterId);
    this.#character = row?.number ?? -1;
  }

  heard(fromMs: number, toMs: number): HeardCounts {
    const first = Math.ceil(fromMs / QUARTER_MS);
    const end = Math.floor(toMs / QUARTER_MS);
    const whole = this.#quarters(first, end);
    const cutOff =
      first < end
        ? [...this.#asked(fromMs, first * QUARTER_MS), ...this.#asked(end * QUARTER_MS, toMs)]
        : this.#asked(fromMs, toMs);
    if (cutOff.length === 0) return whole;
    const users = new Set(cutOff.map(({ user }) => user));
    const sessions = new Set(cutOff.map(({ session }) => session));
    for (const user of users) if (this.#isHeard('user', user, first, end)) users.delete(user);
    for (const session of sessions)
      if (this.#isHeard('session', session, first, end)) sessions.delete(session);
    return {
      messages: whole.messages + cutOff.length,
      answers: whole.answers + cutOff.filter(({ answer }) => answer !== null).length,
      users: whole.users + users.size,
      sessions: whole.sessions + sessions.size,
      newUsers: whole.newUsers + [...users].filter((user) => this.#firstHeardMs(user) >= fromMs).length,
    };
  }

  /** Whoever was not heard since the first quarter is counted when they are heard first. */
  #quarters(first: number, end: number): HeardCounts {
    const row = this.#prepare<[number, number, number, number, number], HeardCounts>(
      `select coalesce(sum(questions), 0) as messages, coalesce(sum(answers), 0) as answers,
        coalesce(sum(user_before is null or user_before < ?), 0) as users,
        coalesce(sum(session_before is null or session_before < ?), 0) as sessions,
        coalesce(sum(user_before is null), 0) as newUsers
      from counted_quarters where character = ? and quarter >= ? and quarter < ?`,
    ).get(first, first, this.#character, first, end);
    return row ?? NOBODY_HEARD;
  }

  /** One by one, where a range begins or ends inside a quarter. */
  #asked(fromMs: number, toMs: number): { session: number; user: number; answer: number | null }[] {
    if (fromMs >= toMs) return [];
    return this.#all(
      `select session, user, answer from counted_questions
      where character = ? and asked_ms >= ? and asked_ms < ?`,
      fromMs,
      toMs,
    );
  }

  #isHeard(who: 'user' | 'session', number: number, first: number, end: number): boolean {
    const sql = `select 1 from counted_quarters where ${who} = ? and quarter >= ? and quarter < ? limit 1`;
    return this.#prepare<[number, number, number], object>(sql).get(number, first, end) !== undefined;
  }

  #firstHeardMs(user: number): number {
    const row = this.#prepare<[number, number, number], { ms: number | null }>(
      `select min(asked_ms) as ms from counted_questions
      where character = ? and user = ? and asked_ms >= ${QUARTER_MS} *
        (select min(quarter) from counted_quarters where user = ?)`,
    ).get(this.#character, user, user);
    return row?.ms ?? Number.POSITIVE_INFINITY;
  }

  /** Sessions that began in the range, all of them that has happened since. */
  begun(fromMs: number, toMs: number): { sessions: number; turns: number; lengthMs: number } {
    return this.#one(
      `select count(*) as sessions, coalesce(sum(questions), 0) as turns,
        coalesce(sum(last_ms - first_ms), 0) as lengthMs
      from counted_sessions where character = ? and first_ms >= ? and first_ms < ?`,
      fromMs,
      toMs,
    );
  }

  /** How many of them had how many turns; the fewest turns first. */
  turnsOfBegun(fromMs: number, toMs: number): { turns: number; sessions: number }[] {
    return this.#all(
      `select questions as turns, count(*) as sessions
      from counted_sessions where character = ? and first_ms >= ? and first_ms < ?
      group by questions order by questions`,
      fromMs,
      toMs,
    );
  }

  /** From the first to the last message of each of them. */
  lengthsOfBegun(fromMs: number, toMs: number): Float64Array {
    return numbersIn(
      this.#one<{ joined: string | null }>(
        `select group_concat(last_ms - first_ms) as joined
        from counted_sessions where character = ? and first_ms >= ? and first_ms < ?`,
        fromMs,
        toMs,
      ).joined,
    );
  }

  /** The intents that were ever recognised, by name. */
  intents(): string[] {
    return this.#prepare<[number, number], { intent: string }>(
      `with recursive named(intent) as (
        select min(intent) from counted_questions where character = ? and intent is not null
        union all
        select (select min(q.intent) from counted_questions q where q.character = ? and q.intent > named.intent)
        from named where named.intent is not null
      ) select intent from named where intent is not null`,
    )
      .all(this.#character, this.#character)
      .map(({ intent }) => intent);
  }

  /** @returns the probabilities' sum in millionths */
  intent(intent: string, fromMs: number, toMs: number): { messages: number; millionths: number } {
    const row = this.#prepare<[number, string, number, number], { messages: number; millionths: number }>(
      `select count(*) as messages, coalesce(sum(probability), 0) as millionths
      from counted_questions where character = ? and intent = ? and asked_ms >= ? and asked_ms < ?`,
    ).get(this.#character, intent, fromMs, toMs);
    return row ?? { messages: 0, millionths: 0 };
  }

  /** How many ratings of each number of stars the answers to the messages of the range have. */
  ratings(fromMs: number, toMs: number): { rating: number; answers: number }[] {
    return this.#all(
      `select rating, count(*) as answers from counted_questions
      where character = ? and asked_ms >= ? and asked_ms < ? and rating is not null
      group by rating order by rating`,
      fromMs,
      toMs,
    );
  }

  /** From the arrival of each message of the range to its whole answer. */
  answerTimes(fromMs: number, toMs: number): Float64Array {
    return numbersIn(
      this.#one<{ joined: string | null }>(
        `select group_concat(answer_ms) as joined from counted_questions
        where character = ? and asked_ms >= ? and asked_ms < ?`,
        fromMs,
        toMs,
      ).joined,
    );
  }

  #one<Row>(sql: string, fromMs: number, toMs: number): Row {
    const statement: RangeStatement<Row> = this.#prepare(sql);
    return statement.get(this.#character, fromMs, toMs) as Row;
  }

  #all<Row>(sql: string, fromMs: number, toMs: number): Row[] {
    const statement: RangeStatement<Row> = this.#prepare(sql);
    return statement.all(this.#character, fromMs, toMs);
  }

  #prepare<Parameters extends unknown[], Row>(sql: string): Statement<Parameters, Row> {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, known);
    return known as Statement<Parameters, Row>;
  }
}

/** One text with all numbers is read many times faster than one row for each. */
function numbersIn(joined: string | null): Float64Array {
  if (joined === null) return new Float64Array();
  const numbers = new Float64Array(Math.ceil(joined.length / 2));
  let count = 0;
  let value = 0;
  for (let at = 0; at < joined.length; at++) {
    const code = joined.charCodeAt(at);
    if (code === COMMA) {
      numbers[count++] = value;
      value = 0;
    } else value = value * 10 + code - DIGIT_ZERO;
  }
  numbers[count++] = value;
  return numbers.subarray(0, count);
}
