import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Kysely, Transaction } from 'kysely';
import { newId } from '../../../storage/ids.ts';
import { BrokenUploadError, FileTooLargeError, receiveFile } from '../../../storage/incoming-file.ts';
import type { Schema } from '../../../storage/schema.ts';
import type { Principal } from '../../accounts/principal.ts';
import { DomainError, notFound } from '../../domain-error.ts';
import type { KnowledgeBaseService } from '../bases/knowledge-base-service.ts';
import type { IngestQueue } from '../ingest/ingest-queue.ts';
import type { Passage } from '../read/passage.ts';
import { type DocumentMetadata, type KnowledgeDocument, toDocument } from './document.ts';
import { documentTooLarge, roomForDocument } from './document-quota.ts';
import {
  type DocumentListRequest,
  type DocumentRow,
  findSameBytes,
  listDocuments,
  readOwnDocument,
  refuseGone,
} from './document-store.ts';

export interface NewDocument {
  filename: string;
  source: Readable;
  /** Asked once `source` has been read: in a form it may come after the file. */
  metadata(): Promise<DocumentMetadata>;
}

export interface AddedDocument {
  document: KnowledgeDocument;
  /** It was there already, byte for byte; nothing was added. */
  duplicate: boolean;
}

export type StoredPassage = Pick<Passage, 'content' | 'heading' | 'page' | 'start' | 'end'> & {
  /** Within the document, from 0. */
  position: number;
};

interface DocumentServiceDependencies {
  db: Kysely<Schema>;
  /** Where the originals are kept. */
  directory: string;
  bases: Pick<KnowledgeBaseService, 'get'>;
  ingest: IngestQueue;
  /** Makes deleted rows unreadable in the files too. */
  forget(): void;
}

/** The documents of knowledge bases: their originals, and what is known of them. */
export class DocumentService {
  readonly #deps: DocumentServiceDependencies;

  constructor(deps: DocumentServiceDependencies) {
    this.#deps = deps;
  }

  /** Newest first. @throws DomainError `not_found` */
  async list(
    principal: Principal,
    baseId: string,
    request: DocumentListRequest,
  ): Promise<{ documents: KnowledgeDocument[]; total: number }> {
    await this.#deps.bases.get(principal, baseId);
    return await listDocuments(this.#deps.db, baseId, request);
  }

  /** @throws DomainError `not_found` */
  async get(principal: Principal, baseId: string, id: string): Promise<KnowledgeDocument> {
    return await readOwnDocument(this.#deps.db, principal, baseId, id);
  }

  /** Its original. @throws DomainError `not_found`, also when the file has gone from the disk */
  async fileOf(
    principal: Principal,
    baseId: string,
    id: string,
  ): Promise<{ document: KnowledgeDocument; path: string }> {
    const document = await this.get(principal, baseId, id);
    const path = this.#path(id);
    if ((await stat(path).catch(() => null)) === null) throw notFound('document', id);
    return { document, path };
  }

  /** Its passages in their order. @param from the first one, from 0. @throws DomainError `not_found` */
  async passages(
    principal: Principal,
    baseId: string,
    id: string,
    { from, limit }: { from: number; limit: number },
  ): Promise<{ passages: StoredPassage[]; total: number }> {
    const { passageCount } = await this.get(principal, baseId, id);
    const rows = await this.#deps.db
      .selectFrom('passages')
      .select(['position', 'content', 'heading', 'page', 'start_char as start', 'end_char as end'])
      .where('document_id', '=', id)
      .where('position', '>=', from)
      .orderBy('position')
      .limit(limit)
      .execute();
    return { passages: rows, total: passageCount ?? 0 };
  }

  /**
   * Keeps a document and begins to read it. One with the same bytes is not added again; one with other bytes under
   * the name of an older document takes that one's place once it can be found.
   *
   * @throws DomainError `not_found`, `invalid`, `too_large`, `conflict`
   */
  async add(
    principal: Principal,
    baseId: string,
    { filename, source, metadata }: NewDocument,
  ): Promise<AddedDocument> {
    const { db, bases, ingest } = this.#deps;
    await bases.get(principal, baseId);
    const bytesMax = await roomForDocument(db, principal);
    const id = newId('doc');
    const place = this.#path(id);
    const contentHash = await receive(source, place, bytesMax);
    try {
      const said = await metadata();
      const byteCount = (await stat(place)).size;
      const { row, duplicate } = await db.transaction().execute(async (transaction) => {
        const same = await findSameBytes(transaction, baseId, contentHash);
        if (same !== undefined) return { row: await tryAgain(transaction, same), duplicate: true };
        // Others may have arrived meanwhile, and the base may have gone.
        if ((await roomForDocument(transaction, principal)) < byteCount) throw documentTooLarge(bytesMax);
        await refuseGone(transaction, baseId);
        const added = newRow({ id, baseId, filename: cleanName(filename), byteCount, contentHash, said });
        await transaction.insertInto('documents').values(added).execute();
        return { row: added, duplicate: false };
      });
      if (duplicate) await rm(place, { force: true });
      if (row.status === 'processing') ingest.wake();
      return { document: toDocument(row), duplicate };
    } catch (error) {
      await rm(place, { force: true });
      throw error;
    }
  }

  /** Removes it: its passages from every index, what answers quoted from it, and the original. */
  async remove(principal: Principal, baseId: string, id: string): Promise<void> {
    await this.get(principal, baseId, id);
    await this.#remove(id);
    this.#deps.forget();
  }

  /** The same with all documents of a base. */
  async removeAllOf(baseId: string): Promise<void> {
    const rows = await this.#deps.db
      .selectFrom('documents')
      .select('id')
      .where('knowledge_base_id', '=', baseId)
      .execute();
    for (const { id } of rows) await this.#remove(id);
    this.#deps.forget();
  }

  async #remove(id: string): Promise<void> {
    await this.#deps.ingest.forget(id);
    await rm(this.#path(id), { force: true });
  }

  #path(id: string): string {
    return join(this.#deps.directory, id);
  }
}

/** @returns SHA-256 of what was received, in hexadecimal */
async function receive(source: Readable, place: string, bytesMax: number): Promise<string> {
  const hash = createHash('sha256');
  const check = (file: string) => pipeline(createReadStream(file), hash);
  try {
    await receiveFile(source, place, { bytesMax, check });
    return hash.digest('hex');
  } catch (error) {
    if (error instanceof BrokenUploadError) throw new DomainError('invalid', 'The upload broke off');
    throw error instanceof FileTooLargeError ? documentTooLarge(bytesMax) : error;
  }
}

/** What failed may work now: another version of Tomo may read it, or the disk has room again. */
async function tryAgain(db: Transaction<Schema>, row: DocumentRow): Promise<DocumentRow> {
  if (row.status !== 'failed') return row;
  const again = { status: 'processing', error_code: null, error_message: null } as const;
  await db.updateTable('documents').set(again).where('id', '=', row.id).execute();
  return { ...row, ...again };
}

/** The last part of a path, without what cannot be shown. */
function cleanName(filename: string): string {
  const last = filename.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').trim().slice(0, 255) || 'document';
}

function newRow(facts: {
  id: string;
  baseId: string;
  filename: string;
  byteCount: number;
  contentHash: string;
  said: DocumentMetadata;
}): DocumentRow {
  const now = Date.now();
  return {
    id: facts.id,
    knowledge_base_id: facts.baseId,
    filename: facts.filename,
    media_type: null,
    title: null,
    byte_count: facts.byteCount,
    content_hash: facts.contentHash,
    page_count: null,
    metadata_json: JSON.stringify(facts.said),
    warnings_json: '[]',
    status: 'processing',
    error_code: null,
    error_message: null,
    passage_count: null,
    indexed_count: 0,
    created_at_ms: now,
    updated_at_ms: now,
  };
}
