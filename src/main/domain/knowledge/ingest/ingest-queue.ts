import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Schema } from '../../../storage/schema.ts';
import { cutOf } from '../bases/passage-cut.ts';
import { type KnowledgeDocument, toDocument } from '../documents/document.ts';
import type { IngestDependencies } from './ingest-dependencies.ts';
import { type DocumentToRead, ingestDocument, markFailed, removePassages } from './ingest-document.ts';
import { failureOf } from './ingest-failure.ts';

/** How long the queue waits before it tries again what was nobody's fault: a full disk, a busy database. */
const RETRY_MS = 30_000;

/**
 * Reads documents one after another, accounts taking turns. What is waiting is what the database says is being
 * processed, so that nothing is lost when the program ends: it goes on where it was.
 */
export class IngestQueue {
  readonly #deps: IngestDependencies;
  /** When each account had its last turn, by its number. */
  readonly #lastTurns = new Map<string, number>();
  #turn = 0;
  #current: { id: string; stop: AbortController; done: Promise<void> } | null = null;
  #running: Promise<void> | null = null;
  #awake = false;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(deps: IngestDependencies) {
    this.#deps = deps;
  }

  /** Says that there is something to read, also after a start. */
  wake(): void {
    this.#awake = true;
    if (this.#closed) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#awake) this.wake();
    });
  }

  /** Stops reading a document and removes it from the index and the database. */
  async forget(id: string): Promise<void> {
    if (this.#current?.id === id) {
      this.#current.stop.abort();
      await this.#current.done.catch(() => {});
    }
    const { db } = this.#deps;
    await removePassages(this.#deps, id);
    await db.deleteFrom('documents').where('id', '=', id).execute();
  }

  /** Stops; what was not finished goes on at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#current?.stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#awake && !this.#closed) {
      this.#awake = false;
      try {
        while (!this.#closed && (await this.#readOne())) {}
      } catch (error) {
        this.#deps.logger.error({ err: error }, 'reading documents is interrupted; it will be tried again');
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => this.wake(), RETRY_MS).unref();
      }
    }
  }

  /** @returns whether there was one. @throws what may be gone when it is tried again */
  async #readOne(): Promise<boolean> {
    const next = await this.#next();
    if (next === null) return false;
    const stop = new AbortController();
    const done = this.#ingest(next, stop.signal);
    this.#current = { id: next.document.id, stop, done };
    try {
      await done;
    } finally {
      this.#current = null;
    }
    return true;
  }

  /** The oldest document of the account whose last turn is the longest ago. */
  async #next(): Promise<DocumentToRead | null> {
    const waiting = await waitingByOwner(this.#deps.db);
    const lastOf = (ownerId: string) => this.#lastTurns.get(ownerId) ?? -1;
    const [first] = waiting.sort((a, b) => lastOf(a.ownerId) - lastOf(b.ownerId));
    if (first === undefined) return null;
    this.#lastTurns.set(first.ownerId, this.#turn++);
    const row = await this.#deps.db
      .selectFrom('documents')
      .innerJoin('knowledge_bases', 'knowledge_bases.id', 'documents.knowledge_base_id')
      .selectAll('documents')
      .select(['passage_characters', 'overlap_characters'])
      .where('status', '=', 'processing')
      .where('knowledge_bases.owner_id', '=', first.ownerId)
      .orderBy('documents.created_at_ms')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return null;
    const path = join(this.#deps.directory, row.id);
    return { document: toDocument(row), ownerId: first.ownerId, cut: cutOf(row), path };
  }

  async #ingest(next: DocumentToRead, signal: AbortSignal): Promise<void> {
    const { directory, logger } = this.#deps;
    const { document } = next;
    const about = {
      user_id: next.ownerId,
      knowledge_base_id: document.knowledgeBaseId,
      document_id: document.id,
    };
    try {
      await ingestDocument(this.#deps, next, signal);
      logger.info(about, 'document read');
      for (const older of await olderVersionsOf(this.#deps.db, document)) {
        await this.forget(older);
        await rm(join(directory, older), { force: true });
      }
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOf(error);
      if (failure === null) throw error;
      logger.warn({ ...about, code: failure.code, err: failure.cause }, 'document not read');
      await markFailed(this.#deps, document.id, failure);
    }
  }
}

/** Documents that this one takes the place of: those of the same name that came before it. */
async function olderVersionsOf(db: Kysely<Schema>, document: KnowledgeDocument): Promise<string[]> {
  const rows = await db
    .selectFrom('documents')
    .select('id')
    .where('knowledge_base_id', '=', document.knowledgeBaseId)
    .where('filename', '=', document.filename)
    .where('id', '!=', document.id)
    .where('created_at_ms', '<=', document.createdAtMs)
    .execute();
  return rows.map(({ id }) => id);
}

async function waitingByOwner(db: Kysely<Schema>): Promise<{ ownerId: string }[]> {
  const rows = await db
    .selectFrom('documents')
    .innerJoin('knowledge_bases', 'knowledge_bases.id', 'documents.knowledge_base_id')
    .select('knowledge_bases.owner_id')
    .distinct()
    .where('status', '=', 'processing')
    .execute();
  return rows.map(({ owner_id }) => ({ ownerId: owner_id }));
}
