import type { Kysely } from 'kysely';
import type { Schema } from '../../../storage/schema.ts';
import type { KnowledgeDocument } from '../documents/document.ts';
import { readItem } from '../items/read-item.ts';
import type { Passage } from '../read/passage.ts';
import type { PassageCut } from '../read/passage-measure.ts';
import type { IngestDependencies } from './ingest-dependencies.ts';
import type { IngestFailure } from './ingest-failure.ts';

/** A few milliseconds of the database's time. */
const ROWS_AT_ONCE = 100;
const PASSAGES_AT_ONCE = 32;

export interface DocumentToRead {
  document: KnowledgeDocument;
  ownerId: string;
  /** How long passages are in its base, as that was when the document was. */
  cut: PassageCut | null;
  path: string;
}

/**
 * Reads a document, keeps its passages, and makes them findable. Where that was begun before, it goes on from there;
 * where its base wants passages of another length meanwhile, it is left to be read again.
 *
 * @throws UnreadableDocument, or what the index, the embedder or the disk throws; the signal's reason
 */
export async function ingestDocument(
  deps: IngestDependencies,
  { document, cut, path }: Omit<DocumentToRead, 'ownerId'>,
  signal: AbortSignal,
): Promise<void> {
  if (document.passageCount === null) {
    await removePassages(deps, document.id);
    await deps.progress(document.id);
    const read =
      (await readItem(deps.db, document.id, cut)) ??
      (await deps.read(path, { filename: document.filename, cut, signal }));
    await keepPassages(deps.db, document.id, read.passages, signal);
    await deps.db
      .updateTable('documents')
      .set({
        media_type: read.mediaType,
        title: read.title,
        page_count: read.pages,
        warnings_json: JSON.stringify(read.warnings),
        passage_count: read.passages.length,
        indexed_count: 0,
        updated_at_ms: Date.now(),
      })
      .where('id', '=', document.id)
      .execute();
  }
  await indexPassages(deps, document, signal);
  deps.fillVectors();
  await finish(deps.db, document, cut);
  await deps.progress(document.id);
}

async function finish(
  db: Kysely<Schema>,
  { id, knowledgeBaseId }: KnowledgeDocument,
  cut: PassageCut | null,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const unchanged = await transaction
      .selectFrom('knowledge_bases')
      .select('id')
      .where('id', '=', knowledgeBaseId)
      .where('passage_characters', 'is', cut?.sizeCharacters ?? null)
      .where('overlap_characters', 'is', cut?.overlapCharacters ?? null)
      .executeTakeFirst();
    const state =
      unchanged === undefined
        ? { passage_count: null, indexed_count: 0 }
        : { status: 'ready' as const, updated_at_ms: Date.now() };
    await transaction.updateTable('documents').set(state).where('id', '=', id).execute();
  });
}

/** What is searched for a passage: its words and those of the headings above it. */
export function searchedText(passage: { heading: string | null; content: string }): string {
  return passage.heading === null ? passage.content : `${passage.heading}\n${passage.content}`;
}

/** Removes the passages of a document from the index, then from the database. */
export async function removePassages(
  { db, index }: Pick<IngestDependencies, 'db' | 'index'>,
  documentId: string,
): Promise<void> {
  for (;;) {
    const rows = await db
      .selectFrom('passages')
      .select('id')
      .where('document_id', '=', documentId)
      .limit(ROWS_AT_ONCE)
      .execute();
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    await index.remove(ids);
    await db.deleteFrom('passages').where('id', 'in', ids).execute();
  }
}

/** Says of a document that it cannot be read, and why; nothing of it can be found then. */
export async function markFailed(
  deps: IngestDependencies,
  documentId: string,
  { code, message }: IngestFailure,
): Promise<void> {
  await removePassages(deps, documentId);
  await deps.db
    .updateTable('documents')
    .set({
      status: 'failed',
      error_code: code,
      error_message: message,
      passage_count: null,
      indexed_count: 0,
      updated_at_ms: Date.now(),
    })
    .where('id', '=', documentId)
    .execute();
  await deps.progress(documentId);
}

async function keepPassages(
  db: Kysely<Schema>,
  documentId: string,
  passages: readonly Passage[],
  signal: AbortSignal,
): Promise<void> {
  for (let from = 0; from < passages.length; from += ROWS_AT_ONCE) {
    signal.throwIfAborted();
    const rows = passages.slice(from, from + ROWS_AT_ONCE).map((passage, at) => ({
      document_id: documentId,
      position: from + at,
      content: passage.content,
      heading: passage.heading,
      page: passage.page,
      start_char: passage.start,
      end_char: passage.end,
      token_count: passage.tokens,
    }));
    await db.insertInto('passages').values(rows).execute();
  }
}

async function indexPassages(
  { db, index, embed, progress }: IngestDependencies,
  document: KnowledgeDocument,
  signal: AbortSignal,
): Promise<void> {
  let from = document.passageCount === null ? 0 : document.indexedCount;
  for (;;) {
    signal.throwIfAborted();
    const rows = await db
      .selectFrom('passages')
      .select(['id', 'heading', 'content'])
      .where('document_id', '=', document.id)
      .where('position', '>=', from)
      .orderBy('position')
      .limit(PASSAGES_AT_ONCE)
      .execute();
    if (rows.length === 0) return;
    const texts = rows.map(searchedText);
    const embedded = await embed(texts, signal);
    await index.add(
      rows.map(({ id }, at) => ({
        id,
        scope: document.knowledgeBaseId,
        text: texts[at] ?? '',
        vector: embedded?.vectors[at] ?? null,
      })),
      embedded?.modelId,
    );
    from += rows.length;
    await db.updateTable('documents').set({ indexed_count: from }).where('id', '=', document.id).execute();
    await progress(document.id);
  }
}
