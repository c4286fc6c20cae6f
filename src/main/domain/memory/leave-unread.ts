import type { Transaction } from 'kysely';
import type { Schema } from '../../storage/schema.ts';

/** Leaves a message of a user to be read for what is worth remembering; nothing is learnt from visitors. */
export async function leaveUnread(db: Transaction<Schema>, messageId: string): Promise<void> {
  await db
    .insertInto('unread_messages')
    .columns(['message_id', 'created_at_ms'])
    .expression((eb) =>
      eb
        .selectFrom('messages')
        .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
        .select(['messages.id', 'messages.created_at_ms'])
        .where('messages.id', '=', messageId)
        .where('conversations.visitor', '=', 0),
    )
    .execute();
}
