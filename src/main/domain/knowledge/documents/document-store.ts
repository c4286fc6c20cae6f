import type { Kysely, Selectable, Transaction } from 'kysely';
import { contains } from '../../../storage/contains.ts';
import { type PageRequest, type PartRequest, readPage } from '../../../storage/page.ts';
import type { DocumentsTable, Schema } from '../../../storage/schema.ts';
import { mayTouch, type Principal } from '../../accounts/principal.ts';
import { notFound } from '../../domain-error.ts';
import { type KnowledgeDocument, toDocument } from './document.ts';

export type DocumentRow = Selectable<DocumentsTable>;

export type DocumentListRequest = (PageRequest | PartRequest) & {
  status?: KnowledgeDocument['status'] | undefined;
  /** In its name or title. */
  search?: string | undefined;
};

/** Newest first. */
export async function listDocuments(
  db: Kysely<Schema>,
  baseId: string,
  { status, search, ...page }: DocumentListRequest,
): Promise<{ documents: KnowledgeDocument[]; total: number }> {
  let query = db.selectFrom('documents').where('knowledge_base_id', '=', baseId);
  if (status !== undefined) query = query.where('status', '=', status);
  if (search !== undefined) {
    query = query.where((eb) => eb.or([contains('filename', search), contains('title', search)]));
  }
  const { rows, total } = await readPage(
    query.selectAll().orderBy('created_at_ms', 'desc').orderBy('id'),
    page,
  );
  return { documents: rows.map(toDocument), total };
}

/** @throws DomainError `not_found`, also for somebody else's, and for one of another base */
export async function readOwnDocument(
  db: Kysely<Schema>,
  principal: Principal,
  baseId: string,
  id: string,
): Promise<KnowledgeDocument> {
  const row = await db
    .selectFrom('documents')
    .innerJoin('knowledge_bases', 'knowledge_bases.id', 'documents.knowledge_base_id')
    .selectAll('documents')
    .select('knowledge_bases.owner_id')
    .where('documents.id', '=', id)
    .where('knowledge_base_id', '=', baseId)
    .executeTakeFirst();
  if (row === undefined || !mayTouch(principal, row.owner_id)) throw notFound('document', id);
  return toDocument(row);
}

/** The document of a base with the same bytes, if there is one. */
export async function findSameBytes(
  db: Transaction<Schema>,
  baseId: string,
  contentHash: string,
): Promise<DocumentRow | undefined> {
  return await db
    .selectFrom('documents')
    .selectAll()
    .where('knowledge_base_id', '=', baseId)
    .where('content_hash', '=', contentHash)
    .executeTakeFirst();
}

/** @throws DomainError `not_found` where the base went while a document of it was on its way */
export async function refuseGone(db: Transaction<Schema>, baseId: string): Promise<void> {
  const base = await db
    .selectFrom('knowledge_bases')
    .select('id')
    .where('id', '=', baseId)
    .executeTakeFirst();
  if (base === undefined) throw notFound('knowledge_base', baseId);
}
