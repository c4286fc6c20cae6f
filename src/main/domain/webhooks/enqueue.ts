import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { newId } from '../../storage/ids.ts';
import type { Schema } from '../../storage/schema.ts';

/** Of one account; what comes beyond is dead at once, and can be tried by hand when there is room. */
const QUEUED_MAX = 1_000;
const QUEUED_BYTES_MAX = 16 * 1024 ** 2;

/** Somewhere an event goes: a registered webhook, or an address that somebody gave for this alone. */
export type Destination = { userId: string } & (
  | { webhookId: string }
  | { url: string; host: string; secretSealed: string | null }
);

/** Something that happened. */
export interface Told {
  event: string;
  /** What is sent, beside the delivery's `id`, the `event` and the `timestamp`. */
  body: object;
  /** The conversation of which it tells: what still waits is deleted with it. */
  conversationId?: string | undefined;
}

/**
 * Puts one delivery for each destination into the queue; they are there, also after a crash, when it resolves. Of a
 * conversation that was deleted meanwhile nothing is told.
 */
export async function enqueue(
  db: Kysely<Schema>,
  destinations: readonly Destination[],
  told: Told,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    if (told.conversationId !== undefined && !(await isThere(transaction, told.conversationId))) return;
    for (const destination of destinations) {
      const delivery = deliveryTo(destination, told, Date.now());
      const isFull = !(await hasRoom(transaction, destination.userId, delivery.byte_count));
      await transaction
        .insertInto('webhook_deliveries')
        .values({
          ...delivery,
          ...(isFull
            ? { state: 'dead', last_error: 'queue_full', finished_at_ms: delivery.created_at_ms }
            : { state: 'queued', last_error: null, finished_at_ms: null }),
        })
        .execute();
    }
  });
}

function deliveryTo(destination: Destination, { event, body, conversationId }: Told, nowMs: number) {
  const id = newId('whd');
  const text = JSON.stringify({ id, event, timestamp: new Date(nowMs).toISOString(), ...body });
  const isRegistered = 'webhookId' in destination;
  return {
    id,
    user_id: destination.userId,
    webhook_id: isRegistered ? destination.webhookId : null,
    lane: isRegistered ? destination.webhookId : laneOf(destination.userId, destination.url),
    url: isRegistered ? null : destination.url,
    host: isRegistered ? null : destination.host,
    secret_sealed: isRegistered ? null : destination.secretSealed,
    event,
    body: text,
    byte_count: Buffer.byteLength(text),
    conversation_id: conversationId ?? null,
    attempts: 0,
    next_attempt_at_ms: nowMs,
    last_status: null,
    created_at_ms: nowMs,
  };
}

async function isThere(db: Kysely<Schema>, conversationId: string): Promise<boolean> {
  const row = await db
    .selectFrom('conversations')
    .select('id')
    .where('id', '=', conversationId)
    .executeTakeFirst();
  return row !== undefined;
}

async function hasRoom(db: Kysely<Schema>, userId: string, byteCount: number): Promise<boolean> {
  const { count, bytes } = await db
    .selectFrom('webhook_deliveries')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number | null>('byte_count').as('bytes')])
    .where('user_id', '=', userId)
    .where('state', '=', 'queued')
    .executeTakeFirstOrThrow();
  return Number(count) < QUEUED_MAX && Number(bytes ?? 0) + byteCount <= QUEUED_BYTES_MAX;
}

/** One name for an address of an account, whatever it is long. */
function laneOf(userId: string, url: string): string {
  return createHash('sha256').update(`${userId} ${url}`).digest('base64url');
}
