import type { Transaction } from 'kysely';
import type { Schema } from '../../storage/schema.ts';

/**
 * Removes the topics and entities that were learnt from the messages which told these memories, and those that are
 * called as what is forgotten. To be called while the memories are still there.
 */
export async function forgetInContext(db: Transaction<Schema>, memoryIds: readonly string[]): Promise<void> {
  const memories = await db
    .selectFrom('memories')
    .select(['user_id', 'source_message_id', 'value', 'subject_name'])
    .where('id', 'in', memoryIds)
    .execute();
  for (const { user_id, source_message_id, value, subject_name } of memories) {
    const names = [value, subject_name].flatMap((name) => (name === null ? [] : [name.toLowerCase()]));
    for (const table of ['topic_mentions', 'entity_mentions'] as const) {
      await db
        .deleteFrom(table)
        .where('user_id', '=', user_id)
        .where((eb) =>
          eb.or([
            eb('message_id', '=', source_message_id),
            ...(names.length === 0 ? [] : [eb(eb.fn('lower', ['name']), 'in', names)]),
          ]),
        )
        .execute();
    }
  }
}
