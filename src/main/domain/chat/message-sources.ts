import type { Kysely, Transaction } from 'kysely';
import type { CitationBody } from '../../../shared/citation.ts';
import type { Schema } from '../../storage/schema.ts';

/** What an answer has taken from a document. */
export interface Citation {
  documentId: string;
  knowledgeBaseId: string;
  filename: string;
  page: number | null;
  /** Of the passage within the document, from 0. */
  position: number;
  /** The document's own words. */
  quote: string;
}

/** As clients are told of it. */
export function toCitationBody({ documentId, knowledgeBaseId, ...rest }: Citation): CitationBody {
  return { document_id: documentId, knowledge_base_id: knowledgeBaseId, ...rest };
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
    .map(({ documentId, page, position, quote }, at) => ({
      message_id: messageId,
      position: at,
      document_id: documentId,
      passage_position: position,
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
    .select(['message_id', 'document_id', 'knowledge_base_id', 'filename'])
    .select(['page', 'passage_position', 'quote'])
    .where('messages.conversation_id', '=', conversationId)
    .orderBy('message_citations.position')
    .execute();
  const citations = new Map<string, Citation[]>();
  for (const row of rows) {
    const citation: Citation = {
      documentId: row.document_id,
      knowledgeBaseId: row.knowledge_base_id,
      filename: row.filename,
      page: row.page,
      position: row.passage_position,
      quote: row.quote,
    };
    citations.set(row.message_id, [...(citations.get(row.message_id) ?? []), citation]);
  }
  return citations;
}

/** Of a message that was taken from nothing. */
export const NO_SOURCES: { citations: Citation[]; memoryIds: string[] } = { citations: [], memoryIds: [] };

/** Keeps which memories an answer was told; those that are gone meanwhile are left out. */
export async function keepMemories(
  db: Transaction<Schema>,
  messageId: string,
  memoryIds: readonly string[],
): Promise<void> {
  if (memoryIds.length === 0) return;
  const rows = await db.selectFrom('memories').select('id').where('id', 'in', memoryIds).execute();
  const kept = rows.map(({ id }, position) => ({ message_id: messageId, position, memory_id: id }));
  if (kept.length > 0) await db.insertInto('message_memories').values(kept).execute();
}

/** By the id of the answer; answers without any are not in it. */
export async function memoriesIn(
  db: Kysely<Schema>,
  conversationId: string,
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await db
    .selectFrom('message_memories')
    .innerJoin('messages', 'messages.id', 'message_memories.message_id')
    .select(['message_id', 'memory_id'])
    .where('messages.conversation_id', '=', conversationId)
    .orderBy('message_memories.position')
    .execute();
  const memories = new Map<string, string[]>();
  for (const { message_id, memory_id } of rows) {
    memories.set(message_id, [...(memories.get(message_id) ?? []), memory_id]);
  }
  return memories;
}
