import BetterSqlite3 from 'better-sqlite3';
import { YEAR } from './year-of-messages.ts';

/** What one would write without tables of its own, on the same database; days are those of UTC. */
export const PLAIN_QUERIES: Readonly<Record<string, string>> = {
  messages: `select m.created_at_ms / 86400000 as day, count(*), count(distinct c.end_user), count(distinct c.id)
    from conversations c join messages m on m.conversation_id = c.id
    where c.character_id = ? and m.role = 'user' and m.created_at_ms >= ? and m.created_at_ms < ? group by day`,
  intents: `select m.created_at_ms / 86400000 as day, m.intent, count(*), avg(m.intent_probability)
    from conversations c join messages m on m.conversation_id = c.id
    where c.character_id = ? and m.role = 'user' and m.created_at_ms >= ? and m.created_at_ms < ?
    group by day, m.intent`,
};

/** @returns how long each took, in milliseconds */
export function timePlainQueries(file: string, characterId: string): Record<string, number> {
  const db = new BetterSqlite3(file, { readonly: true });
  db.pragma('cache_size = -32000');
  const times = Object.entries(PLAIN_QUERIES).map(([name, sql]) => {
    const query = db.prepare(sql);
    query.all(characterId, YEAR.fromMs, YEAR.toMs);
    const startMs = performance.now();
    query.all(characterId, YEAR.fromMs, YEAR.toMs);
    return [name, performance.now() - startMs] as const;
  });
  db.close();
  return Object.fromEntries(times);
}
