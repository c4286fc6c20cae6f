import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely, Selectable } from 'kysely';
import type { DocumentsTable, KnowledgeBasesTable, Schema } from '../../../storage/schema.ts';
import { cutOf } from '../bases/passage-cut.ts';
import { type KnowledgeDocument, toDocument } from '../documents/document.ts';
import type { IngestDependencies } from './ingest-dependencies.ts';
import { type DocumentToRead, ingestDocument, markFailed, removePassages } from './ingest-document.ts';
import { failureOf } from './ingest-failure.ts';

/** How long the queue waits before it tries again what was nobody's fault: a full disk, a busy database. */
const RETRY_MS = 30_000;

interface Reading {
  stop: AbortController;
  done: Promise<void>;
}

/**
 * Reads documents one after another, accounts taking turns. What is waiting is what the database says is being
 * processed, so that nothing is lost when the program ends: it goes on where it was.
 */
export class IngestQueue {
  readonly #deps: IngestDependencies;
  /** When each account had its last turn, by its number. */
  readonly #lastTurns = new Map<string, number>();
  #turn = 0;
  /** What is being read, by its id: the document whose turn it is, and those that do not wait for theirs. */
  readonly #current = new Map<string, Reading>();
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

  /**
   * Reads a document at once, anew where that was begun, whatever else waits. Resolves when it can be found or has
   * failed; what was nobody's fault leaves it to the queue.
   */
  async readNow(id: string): Promise<void> {
    const before = this.#current.get(id);
    before?.stop.abort();
    try {
      await this.#reading(id, async (signal) => {
        await before?.done.catch(() => {});
        const row = await waiting(this.#deps.db).where('documents.id', '=', id).executeTakeFirst();
        if (row !== undefined && !signal.aborted) await this.#ingest(this.#toRead(row), signal);
      });
    } catch (error) {
      this.#deps.logger.error({ err: error }, 'a document could not be read at once; it waits for its turn');
      this.wake();
    }
  }

  /** Stops reading a document and removes it from the index and the database. */
  async forget(id: string): Promise<void> {
    for (let reading = this.#current.get(id); reading !== undefined; reading = this.#current.get(id)) {
      reading.stop.abort();
      await reading.done.catch(() => {});
    }
    const { db } = this.#deps;
    await removePassages(this.#deps, id);
    await db.deleteFrom('documents').where('id', '=', id).execute();
  }

  /** Stops; what was not finished goes on at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    const readings = [...this.#current.values()];
    for (const { stop } of readings) stop.abort();
    await Promise.allSettled(readings.map(({ done }) => done));
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
    const { id } = next.document;
    if (!this.#current.has(id)) await this.#reading(id, (signal) => this.#ingest(next, signal));
    return true;
  }

  async #reading(id: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const stop = new AbortController();
    if (this.#closed) stop.abort();
    const reading = { stop, done: work(stop.signal) };
    this.#current.set(id, reading);
    try {
      await reading.done;
    } finally {
      if (this.#current.get(id) === reading) this.#current.delete(id);
    }
  }

  /** The oldest document of the account whose last turn is the longest ago. */
  async #next(): Promise<DocumentToRead | null> {
    const { db } = this.#deps;
    const ids = [...this.#current.keys()];
    const owners = await waiting(db)
      .clearSelect()
      .select('knowledge_bases.owner_id as ownerId')
      .distinct()
      .where('documents.id', 'not in', ids)
      .execute();
    const lastOf = (ownerId: string) => this.#lastTurns.get(ownerId) ?? -1;
    const [first] = owners.sort((a, b) => lastOf(a.ownerId) - lastOf(b.ownerId));
    if (first === undefined) return null;
    this.#lastTurns.set(first.ownerId, this.#turn++);
    const row = await waiting(db)
      .where('knowledge_bases.owner_id', '=', first.ownerId)
      .where('documents.id', 'not in', ids)
      .orderBy('documents.created_at_ms')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : this.#toRead(row);
  }

  #toRead(row: WaitingRow): DocumentToRead {
    const path = join(this.#deps.directory, row.id);
    return { document: toDocument(row), ownerId: row.owner_id, cut: cutOf(row), path };
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

/** Documents that this one takes the place of: those of the same name that were uploaded before it. */
async function olderVersionsOf(db: Kysely<Schema>, document: KnowledgeDocument): Promise<string[]> {
  const rows = await db
    .selectFrom('documents')
    .select('id')
    .where('knowledge_base_id', '=', document.knowledgeBaseId)
    .where('filename', '=', document.filename)
    .where('id', '!=', document.id)
    .where('created_at_ms', '<=', document.createdAtMs)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('knowledge_items')
            .select('document_id')
            .where((eb) =>
              eb.or([eb('document_id', '=', document.id), eb('document_id', '=', eb.ref('documents.id'))]),
            ),
        ),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}

type WaitingRow = Selectable<DocumentsTable> &
  Pick<Selectable<KnowledgeBasesTable>, 'owner_id' | 'passage_characters' | 'overlap_characters'>;

/** The documents that are still to be read. */
function waiting(db: Kysely<Schema>) {
  return db
    .selectFrom('documents')
    .innerJoin('knowledge_bases', 'knowledge_bases.id', 'documents.knowledge_base_id')
    .selectAll('documents')
    .select(['owner_id', 'passage_characters', 'overlap_characters'])
    .where('status', '=', 'processing');
}
