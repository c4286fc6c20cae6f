import type { Kysely, Transaction } from 'kysely';
import type { CitationBody } from '../../../shared/citation.ts';
import type { Schema } from '../../storage/schema.ts';

/** What an answer has taken from a document. */
export interface Citation {
  documentId: string;
  filename: string;
  page: number | null;
  /** The document's own words. */
  quote: string;
}

/** As clients are told of it. */
export function toCitationBody({ documentId, filename, page, quote }: Citation): CitationBody {
  return { document_id: documentId, filename, page, quote };
}

/** Keeps what an answer was taken from; a document that is gone meanwhile is left out. */
export async function keepCitations(
  db: Transaction<Schema>,
  messageId: string,
  citations: readonly Citation[],
): Promise<void> {
  if (citations.length === 0) return;
  const ids = citations.map(({ documentId }) => documentId);
  const rows = await db.selectFrom('documents').select('id').where('id', 'in', ids).execute();
  const there = new Set(rows.map(({ id }) => id));
  const kept = citations
    .filter(({ documentId }) => there.has(documentId))
    .map(({ documentId, page, quote }, position) => ({
      message_id: messageId,
      position,
      document_id: documentId,
      page,
      quote,
    }));
  if (kept.length > 0) await db.insertInto('message_citations').values(kept).execute();
}

/** By the id of the answer; answers without any are not in it. */
export async function citationsIn(
  db: Kysely<Schema>,
  conversationId: string,
): Promise<ReadonlyMap<string, Citation[]>> {
  const rows = await db
    .selectFrom('message_citations')
    .innerJoin('messages', 'messages.id', 'message_citations.message_id')
    .innerJoin('documents', 'documents.id', 'message_citations.document_id')
    .select(['message_id', 'document_id', 'filename', 'page', 'quote'])
    .where('messages.conversation_id', '=', conversationId)
    .orderBy('message_citations.position')
    .execute();
  const citations = new Map<string, Citation[]>();
  for (const { message_id, document_id, filename, page, quote } of rows) {
    const citation = { documentId: document_id, filename, page, quote };
    citations.set(message_id, [...(citations.get(message_id) ?? []), citation]);
  }
  return citations;
}
