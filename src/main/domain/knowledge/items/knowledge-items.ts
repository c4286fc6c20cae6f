import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { contains } from '../../../storage/contains.ts';
import { newId } from '../../../storage/ids.ts';
import { type PageRequest, readPage } from '../../../storage/page.ts';
import type { Schema } from '../../../storage/schema.ts';
import type { Principal } from '../../accounts/principal.ts';
import { DomainError, notFound } from '../../domain-error.ts';
import type { KnowledgeBaseService } from '../bases/knowledge-base-service.ts';
import { documentTooLarge, roomForDocument } from '../documents/document-quota.ts';
import type { DocumentService } from '../documents/document-service.ts';
import { refuseGone } from '../documents/document-store.ts';
import type { IngestQueue } from '../ingest/ingest-queue.ts';
import {
  ITEM_CHARACTERS_MAX,
  type ItemRow,
  type KnowledgeItem,
  type KnowledgeItemDraft,
  toItem,
} from './knowledge-item.ts';

interface KnowledgeItemsDependencies {
  db: Kysely<Schema>;
  bases: Pick<KnowledgeBaseService, 'get'>;
  documents: Pick<DocumentService, 'remove'>;
  ingest: Pick<IngestQueue, 'readNow'>;
  /** Makes deleted rows unreadable in the files too. */
  forget(): void;
}

type Content = Required<KnowledgeItemDraft>;

/**
 * Short texts that are written straight into a knowledge base. Each is a document of it: answers quote it, searches
 * find it by its words and by what it is about.
 */
export class KnowledgeItems {
  readonly #deps: KnowledgeItemsDependencies;

  constructor(deps: KnowledgeItemsDependencies) {
    this.#deps = deps;
  }

  /** Newest first. @throws DomainError `not_found` */
  async list(
    principal: Principal,
    baseId: string,
    {
      search,
      ...page
    }: PageRequest & {
      /** In its title or text. */
      search?: string | undefined;
    },
  ): Promise<{ items: KnowledgeItem[]; total: number }> {
    await this.#deps.bases.get(principal, baseId);
    let query = itemRows(this.#deps.db).where('documents.knowledge_base_id', '=', baseId);
    if (search !== undefined) {
      query = query.where((eb) =>
        eb.or([contains('knowledge_items.title', search), contains('knowledge_items.content', search)]),
      );
    }
    const { rows, total } = await readPage(
      query.orderBy('documents.created_at_ms', 'desc').orderBy('documents.id'),
      page,
    );
    return { items: rows.map(toItem), total };
  }

  /** @throws DomainError `not_found` */
  async get(principal: Principal, baseId: string, id: string): Promise<KnowledgeItem> {
    await this.#deps.bases.get(principal, baseId);
    return await this.#read(baseId, id);
  }

  /** Those of these documents that are items, by their ids; whether they may be seen was found out before. */
  async ofDocuments(ids: readonly string[]): Promise<ReadonlyMap<string, KnowledgeItem>> {
    if (ids.length === 0) return new Map();
    const rows = await itemRows(this.#deps.db).where('documents.id', 'in', ids).execute();
    return new Map(rows.map((row) => [row.id, toItem(row)]));
  }

  /**
   * Resolves when it can be found.
   *
   * @throws DomainError `not_found`, `invalid`, `too_large`, `conflict`
   */
  async add(principal: Principal, baseId: string, draft: KnowledgeItemDraft): Promise<KnowledgeItem> {
    const { db, bases, ingest } = this.#deps;
    await bases.get(principal, baseId);
    const content = { tags: [], source: null, metadata: {}, ...withoutUndefined(draft) };
    const id = newId('doc');
    const now = Date.now();
    await db.transaction().execute(async (transaction) => {
      await refuseGone(transaction, baseId);
      await refuseTooLarge(transaction, principal, content);
      await transaction
        .insertInto('documents')
        .values({ id, knowledge_base_id: baseId, created_at_ms: now, ...documentOf(id, content, now) })
        .execute();
      await transaction
        .insertInto('knowledge_items')
        .values({ document_id: id, ...itemOf(content) })
        .execute();
    });
    await ingest.readNow(id);
    return await this.#read(baseId, id);
  }

  /**
   * What is left out stays as it is. Resolves when it is found by its new words, and no longer by the old ones.
   *
   * @throws DomainError `not_found`, `invalid`, `too_large`
   */
  async update(
    principal: Principal,
    baseId: string,
    id: string,
    changes: Partial<KnowledgeItemDraft>,
  ): Promise<KnowledgeItem> {
    const { db, ingest, forget } = this.#deps;
    await this.get(principal, baseId, id);
    await db.transaction().execute(async (transaction) => {
      const row = await itemRows(transaction).where('documents.id', '=', id).executeTakeFirst();
      if (row === undefined) throw notFound('knowledge_item', id);
      const { title, content, tags, source, metadata, updatedAtMs } = toItem(row);
      const next = { title, content, tags, source, metadata, ...withoutUndefined(changes) };
      await refuseTooLarge(transaction, principal, next);
      const document = documentOf(id, next, Math.max(Date.now(), updatedAtMs + 1));
      await transaction.updateTable('documents').set(document).where('id', '=', id).execute();
      await transaction
        .updateTable('knowledge_items')
        .set(itemOf(next))
        .where('document_id', '=', id)
        .execute();
    });
    await ingest.readNow(id);
    forget();
    return await this.#read(baseId, id);
  }

  /** Removes it from every index too. @throws DomainError `not_found` */
  async remove(principal: Principal, baseId: string, id: string): Promise<void> {
    await this.get(principal, baseId, id);
    await this.#deps.documents.remove(principal, baseId, id);
  }

  async #read(baseId: string, id: string): Promise<KnowledgeItem> {
    const row = await itemRows(this.#deps.db)
      .where('documents.id', '=', id)
      .where('documents.knowledge_base_id', '=', baseId)
      .executeTakeFirst();
    if (row === undefined) throw notFound('knowledge_item', id);
    return toItem(row);
  }
}

function itemRows(db: Kysely<Schema>) {
  return db
    .selectFrom('documents')
    .innerJoin('knowledge_items', 'knowledge_items.document_id', 'documents.id')
    .selectAll('documents')
    .select(['knowledge_items.content', 'knowledge_items.tags_json', 'knowledge_items.source'])
    .select(['knowledge_items.title as item_title', 'knowledge_items.metadata_json as item_metadata_json'])
    .$castTo<ItemRow>();
}

/** @param now when it was last changed */
function documentOf(id: string, { title, content, tags, source, metadata }: Content, now: number) {
  return {
    filename: title,
    media_type: 'text/plain',
    title,
    byte_count: Buffer.byteLength(content),
    // It is its own even where a file has the same bytes: two texts may be the same under two titles.
    content_hash: createHash('sha256').update(`${id}\n${content}`).digest('hex'),
    page_count: null,
    metadata_json: JSON.stringify({ ...metadata, tags, ...(source === null ? {} : { source }) }),
    warnings_json: '[]',
    status: 'processing',
    error_code: null,
    error_message: null,
    passage_count: null,
    indexed_count: 0,
    updated_at_ms: now,
  } as const;
}

function itemOf({ title, content, tags, source, metadata }: Content) {
  return {
    title,
    content,
    tags_json: JSON.stringify(tags),
    source,
    metadata_json: JSON.stringify(metadata),
  };
}

async function refuseTooLarge(
  db: Transaction<Schema>,
  principal: Principal,
  { title, content }: Content,
): Promise<void> {
  if (title.trim() === '' || content.trim() === '') {
    const field = title.trim() === '' ? 'title' : 'content';
    throw new DomainError('invalid', `The ${field} is empty; write at least one character`, { field });
  }
  if (content.length > ITEM_CHARACTERS_MAX) {
    throw new DomainError(
      'too_large',
      `The text is longer than ${ITEM_CHARACTERS_MAX} characters; upload it as a document`,
      { field: 'content', limit: ITEM_CHARACTERS_MAX },
    );
  }
  const bytesMax = await roomForDocument(db, principal);
  if (bytesMax < Buffer.byteLength(content)) throw documentTooLarge(bytesMax);
}

function withoutUndefined<T extends object>(value: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  const given = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(given) as { [Name in keyof T]: Exclude<T[Name], undefined> };
}
