import type { Transaction } from 'kysely';
import { newId } from '../../storage/ids.ts';
import type { Schema } from '../../storage/schema.ts';
import type { Ended, Extraction, Fact, Subject } from './fact.ts';
import type { MemoryRow } from './memory.ts';
import { relationOf } from './wording/relations.ts';
import { tellFact } from './wording/tell-fact.ts';

/** Whose words were read, and where they were said. */
export interface LearningPlace {
  userId: string;
  characterId: string;
  messageId: string;
  saidAtMs: number;
}

/** Ten thousand memories are a long life together; more is somebody who fills a disk. */
const MEMORIES_MAX = 10_000;

/**
 * Keeps what a message told. What it contradicts ends, and both are kept with the time in which they held; what is
 * known already is not kept twice.
 */
export async function learnFacts(
  db: Transaction<Schema>,
  { facts, ended }: Extraction,
  place: LearningPlace,
): Promise<void> {
  for (const end of ended) {
    for (const row of await holding(db, place.userId, end)) await close(db, row, place.saidAtMs, null);
  }
  for (const fact of facts) await learn(db, fact, place);
}

async function learn(db: Transaction<Schema>, fact: Fact, place: LearningPlace): Promise<void> {
  const { replaces, isPrivate, kind, importance } = relationOf(fact.relation);
  const content = tellFact(fact);
  const same = await holding(db, place.userId, { ...fact, value: null });
  const known = same.find((row) => row.content.toLowerCase() === content.toLowerCase());
  if (known !== undefined) {
    const confidence = Math.max(known.confidence, fact.confidence);
    await db.updateTable('memories').set({ confidence }).where('id', '=', known.id).execute();
    return;
  }
  const { count } = await db
    .selectFrom('memories')
    .where('user_id', '=', place.userId)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) >= MEMORIES_MAX) return;
  const id = newId('mem');
  const contradicted = same.filter(
    (row) => replaces === 'always' || (replaces === 'same-about' && sameText(row.about, fact.about)),
  );
  await db
    .insertInto('memories')
    .values({
      id,
      user_id: place.userId,
      character_id: isPrivate === true ? place.characterId : null,
      source_message_id: place.messageId,
      content,
      kind,
      importance,
      confidence: fact.confidence,
      subject_relation: fact.subject.relation,
      subject_name: fact.subject.name,
      relation: fact.relation,
      about: fact.about,
      value: fact.value,
      happens_at_ms: fact.happensAtMs,
      valid_from_ms: place.saidAtMs,
      valid_to_ms: null,
      superseded_by: null,
      pinned: 0,
      indexed: 0,
      created_at_ms: Date.now(),
    })
    .execute();
  for (const row of contradicted) await close(db, row, place.saidAtMs, id);
}

async function close(
  db: Transaction<Schema>,
  row: MemoryRow,
  validToMs: number,
  supersededBy: string | null,
): Promise<void> {
  await db
    .updateTable('memories')
    .set({ valid_to_ms: validToMs, superseded_by: supersededBy })
    .where('id', '=', row.id)
    .execute();
}

/** What is held to be so of the same subject and relation, and of the same value where one is given. */
export async function holding(
  db: Transaction<Schema>,
  userId: string,
  { subject, relation, about, value }: Ended,
): Promise<MemoryRow[]> {
  const rows = await db
    .selectFrom('memories')
    .selectAll()
    .where('user_id', '=', userId)
    .where('relation', '=', relation)
    .where('valid_to_ms', 'is', null)
    .execute();
  return rows.filter(
    (row) =>
      isSame(subject, { relation: row.subject_relation, name: row.subject_name }) &&
      (about === null || sameText(row.about, about)) &&
      (value === null || sameText(row.value, value)),
  );
}

/** `my sister` and `my sister Mia` are one; `my sister Mia` and `my sister Ana` are two. */
function isSame(a: Subject, b: Subject): boolean {
  if (!sameText(a.relation, b.relation)) return a.name !== null && sameText(a.name, b.name);
  return a.name === null || b.name === null || sameText(a.name, b.name);
}

function sameText(a: string | null, b: string | null): boolean {
  return a?.toLowerCase() === b?.toLowerCase();
}
