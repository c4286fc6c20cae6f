import type { Transaction } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import { type ContextPlace, placeColumns } from './context-place.ts';

/** Of topics, and of entities, in one place; the oldest go. */
export const MENTIONS_MAX = 2_000;

/** Removes the oldest of what is more than there may be. */
export async function pruneMentions(
  db: Transaction<Schema>,
  table: 'topic_mentions' | 'entity_mentions',
  place: ContextPlace,
): Promise<void> {
  await db
    .deleteFrom(table)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom(table)
        .select('id')
        .where((inner) => inner.and(placeColumns(place)))
        .orderBy('mentioned_at_ms', 'desc')
        .limit(MENTIONS_MAX)
        .offset(MENTIONS_MAX),
    )
    .execute();
}
