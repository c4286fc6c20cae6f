import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';

const DAY_MS = 24 * 3_600_000;
const DELIVERED_KEPT_MS = 7 * DAY_MS;
/** They hold what was said. */
const DEAD_KEPT_MS = 30 * DAY_MS;
const DELIVERED_PER_ACCOUNT_MAX = 2_000;
const DEAD_PER_ACCOUNT_MAX = 500;

/** Removes what is over: what was delivered a week ago, what was dead for a month, and the oldest of very many. */
export async function pruneDeliveries(db: Kysely<Schema>, nowMs: number): Promise<void> {
  await removeBefore(db, 'delivered', nowMs - DELIVERED_KEPT_MS, DELIVERED_PER_ACCOUNT_MAX);
  await removeBefore(db, 'dead', nowMs - DEAD_KEPT_MS, DEAD_PER_ACCOUNT_MAX);
}

async function removeBefore(
  db: Kysely<Schema>,
  state: 'delivered' | 'dead',
  beforeMs: number,
  perAccount: number,
): Promise<void> {
  await db
    .deleteFrom('webhook_deliveries')
    .where('state', '=', state)
    .where('finished_at_ms', '<', beforeMs)
    .execute();
  const crowded = await db
    .selectFrom('webhook_deliveries')
    .select('user_id')
    .where('state', '=', state)
    .groupBy('user_id')
    .having(({ fn }) => fn.countAll(), '>', perAccount)
    .execute();
  for (const { user_id } of crowded) {
    const oldestKept = await db
      .selectFrom('webhook_deliveries')
      .select('position')
      .where('user_id', '=', user_id)
      .where('state', '=', state)
      .orderBy('position', 'desc')
      .offset(perAccount - 1)
      .limit(1)
      .executeTakeFirst();
    if (oldestKept === undefined) continue;
    await db
      .deleteFrom('webhook_deliveries')
      .where('user_id', '=', user_id)
      .where('state', '=', state)
      .where('position', '<', oldestKept.position)
      .execute();
  }
}
