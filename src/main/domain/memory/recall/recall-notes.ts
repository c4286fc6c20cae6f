import type { Kysely } from 'kysely';
import type { Schema } from '../../../storage/schema.ts';
import type { Note } from '../../grounding/background.ts';
import { type Memory, type MemoryRow, toMemory } from '../memory.ts';
import type { MemoryIndex } from '../memory-index.ts';
import { rankMemories } from './rank-memories.ts';

const NOTES_MAX = 8;
const FOUND_MAX = 40;

/** What matters for something that a user says, the most important first; who the user is, always. */
export async function recallNotes(
  { db, index }: { db: Kysely<Schema>; index: MemoryIndex },
  { userId, characterId, text }: { userId: string; characterId: string; text: string },
  signal: AbortSignal,
): Promise<Note[]> {
  const [hits, always] = await Promise.all([
    index.search({ userId, characterId }, text, FOUND_MAX, signal),
    alwaysKnown(db, userId, characterId),
  ]);
  const relevance = new Map(hits.map(({ id, score }) => [id, score]));
  const found = await rowsAt(
    db,
    userId,
    hits.map(({ id }) => id),
  );
  const rows = new Map([...always, ...found].map((row) => [row.position, row]));
  const candidates = [...rows.values()].map((row) => ({
    memory: toMemory(row),
    relevance: relevance.get(row.position) ?? 0,
  }));
  const ranked = rankMemories(candidates, text, Date.now());
  const name = always.filter(
    ({ relation, subject_relation }) => relation === 'name' && subject_relation === null,
  );
  const first = ranked.slice(0, NOTES_MAX);
  const others = name.map(toMemory).filter(({ id }) => !first.some((memory) => memory.id === id));
  return [...first, ...others].map(toNote);
}

/** The memories of a user at these places in the index. */
export async function rowsAt(
  db: Kysely<Schema>,
  userId: string,
  positions: readonly number[],
): Promise<MemoryRow[]> {
  if (positions.length === 0) return [];
  return await db
    .selectFrom('memories')
    .selectAll()
    .where('position', 'in', positions)
    .where('user_id', '=', userId)
    .execute();
}

/** Who the user is, and what they pinned. */
async function alwaysKnown(db: Kysely<Schema>, userId: string, characterId: string): Promise<MemoryRow[]> {
  return await db
    .selectFrom('memories')
    .selectAll()
    .where('user_id', '=', userId)
    .where('valid_to_ms', 'is', null)
    .where((eb) => eb.or([eb('pinned', '=', 1), eb('relation', '=', 'name')]))
    .where((eb) => eb.or([eb('character_id', 'is', null), eb('character_id', '=', characterId)]))
    .orderBy('position', 'desc')
    .limit(NOTES_MAX)
    .execute();
}

function toNote({ id, content, validToMs }: Memory): Note {
  if (validToMs === null) return { id, text: content };
  const day = new Date(validToMs).toISOString().slice(0, 10);
  return { id, text: `${content} (until ${day})` };
}
