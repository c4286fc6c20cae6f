import type { Kysely } from 'kysely';
import { contains } from '../../storage/contains.ts';
import { newId } from '../../storage/ids.ts';
import { type PageRequest, readPage } from '../../storage/page.ts';
import type { Schema } from '../../storage/schema.ts';
import type { Principal } from '../accounts/principal.ts';
import { forgetInContext } from '../context/forget-in-context.ts';
import { notFound } from '../domain-error.ts';
import type { Note } from '../grounding/background.ts';
import type { Fact, MemoryKind } from './fact.ts';
import { holding } from './learn-facts.ts';
import { type Memory, type MemoryRow, toMemory } from './memory.ts';
import type { MemoryIndex } from './memory-index.ts';
import { recallNotes, rowsAt } from './recall/recall-notes.ts';
import { forgetInSummaries } from './summary/forget-in-summaries.ts';
import { readFact } from './wording/read-fact.ts';

export interface MemoryListRequest extends PageRequest {
  search?: string | undefined;
  characterId?: string | undefined;
  kind?: MemoryKind | undefined;
  includeSuperseded?: boolean;
}

export interface NewMemory {
  content: string;
  kind: MemoryKind;
  characterId: string | null;
}

interface MemoryServiceDependencies {
  db: Kysely<Schema>;
  index: MemoryIndex;
  /** Makes deleted rows unreadable in the files too. */
  forget(): void;
  /** Makes what was changed findable. */
  indexSoon(): void;
}

/** What somebody wrote or corrected matters more than what was overheard. */
const WRITTEN_IMPORTANCE = 0.8;
/** So well must a memory fit the words of a wish to forget it. */
const FORGET_SCORE_MIN = 0.5;

/** What characters remember of a user, which only that user can see and change. */
export class MemoryService {
  readonly #deps: MemoryServiceDependencies;

  constructor(deps: MemoryServiceDependencies) {
    this.#deps = deps;
  }

  /** One's own, the newest first; pinned ones before the others. */
  async list(
    principal: Principal,
    { search, characterId, kind, includeSuperseded, ...page }: MemoryListRequest,
  ): Promise<{ memories: Memory[]; total: number }> {
    let query = this.#deps.db.selectFrom('memories').where('user_id', '=', principal.userId);
    if (includeSuperseded !== true) query = query.where('valid_to_ms', 'is', null);
    if (search !== undefined) query = query.where(contains('content', search));
    if (kind !== undefined) query = query.where('kind', '=', kind);
    if (characterId !== undefined) {
      query = query.where((eb) =>
        eb.or([eb('character_id', '=', characterId), eb('character_id', 'is', null)]),
      );
    }
    const { rows, total } = await readPage(
      query.selectAll().orderBy('pinned', 'desc').orderBy('position', 'desc'),
      page,
    );
    return { memories: rows.map(toMemory), total };
  }

  /** All of one's own, what no longer holds too, the oldest first. */
  async export(principal: Principal): Promise<Memory[]> {
    const rows = await this.#deps.db
      .selectFrom('memories')
      .selectAll()
      .where('user_id', '=', principal.userId)
      .orderBy('position')
      .execute();
    return rows.map(toMemory);
  }

  /** The conversations of the messages that memories came from, by the message's id. */
  async conversationsOf(memories: readonly Memory[]): Promise<ReadonlyMap<string, string>> {
    const ids = memories.flatMap(({ sourceMessageId }) =>
      sourceMessageId === null ? [] : [sourceMessageId],
    );
    if (ids.length === 0) return new Map();
    const rows = await this.#deps.db
      .selectFrom('messages')
      .select(['id', 'conversation_id'])
      .where('id', 'in', ids)
      .execute();
    return new Map(rows.map((row) => [row.id, row.conversation_id]));
  }

  /** @throws DomainError `not_found`, also for somebody else's */
  async get(principal: Principal, id: string): Promise<Memory> {
    return toMemory(await this.#row(principal, id));
  }

  /** What somebody wants to be remembered, in their own words. */
  async add(principal: Principal, { content, kind, characterId }: NewMemory): Promise<Memory> {
    const now = Date.now();
    const row = {
      id: newId('mem'),
      user_id: principal.userId,
      character_id: characterId,
      source_message_id: null,
      content,
      kind,
      importance: WRITTEN_IMPORTANCE,
      confidence: 1,
      ...slotsOf(readFact(content)),
      valid_from_ms: now,
      valid_to_ms: null,
      superseded_by: null,
      pinned: 0,
      indexed: 0,
      created_at_ms: now,
    } as const;
    await this.#deps.db.insertInto('memories').values(row).execute();
    this.#deps.indexSoon();
    return toMemory({ ...row, position: 0 });
  }

  /** A corrected one is what its owner says it is. @throws DomainError `not_found` */
  async change(
    principal: Principal,
    id: string,
    { content, pinned }: { content?: string | undefined; pinned?: boolean | undefined },
  ): Promise<Memory> {
    const row = await this.#row(principal, id);
    const corrected =
      content === undefined || content === row.content
        ? {}
        : ({
            content,
            confidence: 1,
            ...slotsOf(readFact(content)),
            indexed: 0,
          } as const);
    const next = { ...corrected, pinned: (pinned ?? row.pinned === 1) ? 1 : 0 } as const;
    if ('content' in corrected) await this.#deps.index.remove([row.position]);
    await this.#deps.db.updateTable('memories').set(next).where('id', '=', id).execute();
    if ('content' in corrected) {
      this.#deps.forget();
      this.#deps.indexSoon();
    }
    return toMemory({ ...row, ...next });
  }

  /** Forgets it, so that nothing of it can be read any more. @throws DomainError `not_found` */
  async remove(principal: Principal, id: string): Promise<void> {
    await this.#remove([await this.#row(principal, id)]);
  }

  /** Forgets everything. */
  async removeAll(principal: Principal): Promise<void> {
    await this.removeAllOf({ userId: principal.userId });
  }

  /** Of an account, or what is between a character and everybody. */
  async removeAllOf(whose: { userId: string } | { characterId: string }): Promise<void> {
    const query = this.#deps.db.selectFrom('memories').selectAll();
    await this.#remove(
      await ('userId' in whose
        ? query.where('user_id', '=', whose.userId)
        : query.where('character_id', '=', whose.characterId)
      ).execute(),
    );
  }

  /** Whether characters remember what this user tells them. */
  async isEnabled(userId: string): Promise<boolean> {
    const row = await this.#deps.db
      .selectFrom('users')
      .select('memory_enabled')
      .where('id', '=', userId)
      .executeTakeFirst();
    return row?.memory_enabled === 1;
  }

  async setEnabled(principal: Principal, enabled: boolean): Promise<void> {
    await this.#deps.db
      .updateTable('users')
      .set({ memory_enabled: enabled ? 1 : 0 })
      .where('id', '=', principal.userId)
      .execute();
  }

  /** What matters for something that a user says, the most important first. */
  async recall(
    { userId, characterId, text }: { userId: string; characterId: string; text: string },
    signal: AbortSignal,
  ): Promise<Note[]> {
    if (!(await this.isEnabled(userId))) return [];
    return await recallNotes(this.#deps, { userId, characterId, text }, signal);
  }

  /** What the user asked a character to forget. */
  async forgetToldWish(
    userId: string,
    characterId: string,
    facts: readonly Fact[],
    text: string,
    signal: AbortSignal,
  ): Promise<void> {
    const named = await this.#deps.db
      .transaction()
      .execute(async (transaction) =>
        (await Promise.all(facts.map((fact) => holding(transaction, userId, fact)))).flat(),
      );
    if (named.length > 0 || text.trim() === '') return await this.#remove(named);
    const [best] = await this.#deps.index.search({ userId, characterId }, text, 1, signal);
    if (best !== undefined && best.score >= FORGET_SCORE_MIN) {
      await this.#remove(await rowsAt(this.#deps.db, userId, [best.id]));
    }
  }

  async #row(principal: Principal, id: string): Promise<MemoryRow> {
    const row = await this.#deps.db
      .selectFrom('memories')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    // What somebody told a companion is nobody else's, not even the owner's.
    if (row === undefined || row.user_id !== principal.userId) throw notFound('memory', id);
    return row;
  }

  async #remove(rows: readonly MemoryRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { db, index, forget } = this.#deps;
    await index.remove(rows.map(({ position }) => position));
    const ids = rows.map(({ id }) => id);
    await db.transaction().execute(async (transaction) => {
      await forgetInSummaries(transaction, ids);
      await forgetInContext(transaction, ids);
      await transaction
        .updateTable('memories')
        .set({ superseded_by: null })
        .where('superseded_by', 'in', ids)
        .execute();
      await transaction.deleteFrom('memories').where('id', 'in', ids).execute();
    });
    forget();
  }
}

/** What the words of a memory mean, as far as they are understood: what contradicts it takes its place then. */
function slotsOf(fact: ReturnType<typeof readFact>) {
  return {
    subject_relation: fact?.subject.relation ?? null,
    subject_name: fact?.subject.name ?? null,
    relation: fact?.relation ?? null,
    about: fact?.about ?? null,
    value: fact?.value ?? null,
    happens_at_ms: null,
  };
}
