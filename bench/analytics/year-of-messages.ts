import BetterSqlite3 from 'better-sqlite3';

export const YEAR = { fromMs: Date.UTC(2025, 0, 1), toMs: Date.UTC(2026, 0, 1) };
const CHARACTER = 'chr_year';
const INTENTS = 20;
const USERS = 5_000;
const TURNS = 10;
const STEP = 1_000;

/** Numbers that look random and are the same in every run (Mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Fills a migrated database with a year of one character: conversations of ten turns, each a message and its answer,
 * most of them during the day.
 *
 * @param messages of users and of the character together
 * @returns the character's id, and how long storing took
 */
export function storeYear(file: string, messages: number): { characterId: string; storingMs: number } {
  const db = new BetterSqlite3(file);
  db.pragma('foreign_keys = ON');
  db.pragma('synchronous = OFF');
  db.exec(`insert into users (id, role, name, created_at_ms, email_verified, tier) values ('usr_year', 'user', '', 0, 0, 'free');
    insert into characters (id, owner_id, name, description, status, system_prompt, voice_config_json, mode,
      knowledge_base_ids_json, created_at_ms, updated_at_ms)
    values ('${CHARACTER}', 'usr_year', '', '', 'draft', '', '{}', 'chat', '[]', 0, 0)`);
  const random = numbers(7);
  const conversation = db.prepare(
    `insert into conversations (id, user_id, character_id, started_at_ms, updated_at_ms, visitor, end_user)
    values (?, 'usr_year', '${CHARACTER}', ?, ?, 0, ?)`,
  );
  const message = db.prepare(
    `insert into messages (id, conversation_id, role, reply_to, content, state, gestures_json, created_at_ms, intent,
      intent_probability, answer_ms) values (?, ?, ?, ?, 'A message of about this length.', 'complete', '[]', ?, ?, ?, ?)`,
  );
  const rating = db.prepare(
    'insert into message_ratings (message_id, conversation_id, rating, rated_at_ms) values (?, ?, ?, ?)',
  );
  const count = Math.ceil(messages / TURNS / 2);
  const converse = (at: number) => {
    const id = `conv_${at.toString(36).padStart(26, '0')}`;
    const dayMs = Math.floor((at / count) * 365) * 86_400_000;
    let atMs = YEAR.fromMs + dayMs + Math.floor((0.25 + 0.6 * random()) * 86_400_000);
    conversation.run(id, atMs, atMs, `user-${Math.floor(random() ** 2 * USERS)}`);
    for (let turn = 0; turn < TURNS; turn++) {
      const asked = `msg_${at.toString(36)}_${turn}`.padEnd(30, '0');
      const answer = `${asked}a`;
      const answerMs = Math.floor(200 + 3_000 * random() ** 3);
      message.run(
        asked,
        id,
        'user',
        null,
        atMs,
        `intent_${Math.floor(random() ** 2 * INTENTS)}`,
        random(),
        null,
      );
      message.run(answer, id, 'assistant', asked, atMs + answerMs, null, null, answerMs);
      if (random() < 0.05) rating.run(answer, id, 1 + Math.floor(random() * 5), atMs);
      atMs += Math.floor(60_000 * random());
    }
  };
  const startMs = performance.now();
  for (let at = 0; at < count; at += STEP) {
    db.transaction(() => {
      for (let one = at; one < Math.min(count, at + STEP); one++) converse(one);
    })();
  }
  const storingMs = performance.now() - startMs;
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return { characterId: CHARACTER, storingMs };
}
