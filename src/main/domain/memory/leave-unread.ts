import type { Transaction } from 'kysely';
import type { Schema } from '../../storage/schema.ts';

/**
 * Leaves a message of a user to be read for what is worth remembering, and for topics and entities; nothing is learnt
 * from visitors.
 */
export async function leaveUnread(db: Transaction<Schema>, messageId: string): Promise<void> {
  const message = await db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select('messages.created_at_ms')
    .where('messages.id', '=', messageId)
    .where('conversations.visitor', '=', 0)
    .executeTakeFirst();
  if (message === undefined) return;
  const { created_at_ms } = message;
  await db.insertInto('unread_messages').values({ message_id: messageId, created_at_ms }).execute();
  await db.insertInto('context_unread').values({ message_id: messageId }).execute();
}
