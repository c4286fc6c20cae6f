import type { Kysely } from 'kysely';
import type { Schema } from '../../../storage/schema.ts';
import type { EventBus } from '../../events/event-bus.ts';
import { toDocument } from './document.ts';

/** Tells the account of a document how far it is. */
export async function announceDocument(
  db: Kysely<Schema>,
  events: EventBus,
  documentId: string,
): Promise<void> {
  const row = await db
    .selectFrom('documents')
    .innerJoin('knowledge_bases', 'knowledge_bases.id', 'documents.knowledge_base_id')
    .selectAll('documents')
    .select('knowledge_bases.owner_id')
    .where('documents.id', '=', documentId)
    .executeTakeFirst();
  if (row === undefined) return;
  const document = toDocument(row);
  events.tellAccount(row.owner_id, {
    type: 'document_progress',
    document_id: document.id,
    knowledge_base_id: document.knowledgeBaseId,
    filename: document.filename,
    status: document.status,
    done: document.indexedCount,
    total: document.passageCount,
    error: document.error,
  });
}
