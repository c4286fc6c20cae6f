import type { Transaction } from 'kysely';
import { contains } from '../../../storage/contains.ts';
import type { Schema } from '../../../storage/schema.ts';

/** Shorter values are in too many words: the `5` of somebody's age. */
const VALUE_CHARACTERS_MIN = 3;

/**
 * Removes what summaries say of memories that are forgotten: those of their owners' conversations are made anew, and
 * without the messages that told or repeated them. To be called while the memories are still there.
 */
export async function forgetInSummaries(
  db: Transaction<Schema>,
  memoryIds: readonly string[],
): Promise<void> {
  const told = db
    .selectFrom('memories')
    .select('source_message_id')
    .where('id', 'in', memoryIds)
    .where('source_message_id', 'is not', null);
  const repeated = db.selectFrom('message_memories').select('message_id').where('memory_id', 'in', memoryIds);
  const memories = await db
    .selectFrom('memories')
    .select(['user_id', 'value'])
    .where('id', 'in', memoryIds)
    .execute();
  const messages = await db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select('messages.id')
    .where((eb) =>
      eb.or([
        eb('messages.id', 'in', told),
        eb('messages.reply_to', 'in', told),
        eb('messages.id', 'in', repeated),
        // The same may have been said more than once, of which only the first is its source.
        ...memories.flatMap(({ user_id, value }) =>
          value === null || value.length < VALUE_CHARACTERS_MIN
            ? []
            : [eb.and([eb('conversations.user_id', '=', user_id), contains('messages.content', value)])],
        ),
      ]),
    )
    .execute();
  if (messages.length > 0) {
    await db
      .insertInto('unsummarised_messages')
      .values(messages.map(({ id }) => ({ message_id: id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await db
    .deleteFrom('conversation_summaries')
    .where('conversation_id', 'in', (eb) =>
      eb
        .selectFrom('conversations')
        .innerJoin('memories', 'memories.user_id', 'conversations.user_id')
        .select('conversations.id')
        .where('memories.id', 'in', memoryIds),
    )
    .execute();
}
