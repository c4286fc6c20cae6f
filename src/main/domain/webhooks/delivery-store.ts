import { type Kysely, type Selectable, sql } from 'kysely';
import { type PageRequest, readPage } from '../../storage/page.ts';
import type { Schema } from '../../storage/schema.ts';
import type { SecretBox } from '../../storage/secret-box.ts';
import type { WebhookDeliveriesTable } from '../../storage/tables/webhook-tables.ts';
import type { Outcome, Sending } from './attempt-delivery.ts';
import type { Delivery, DeliveryFailure } from './webhook.ts';

/** What is delivered one after the other: where it goes, and when its first delivery is due. */
export interface WaitingLane {
  lane: string;
  host: string;
  userId: string;
  dueAtMs: number;
}

/** A delivery whose time has come. */
export interface DueDelivery {
  position: number;
  userId: string;
  lane: string;
  host: string;
  attempts: number;
  sending: Omit<Sending, 'secret'>;
  secretSealed: string | null;
}

/** Where it goes from here: tried again then, or never. */
type Next = { state: 'queued'; atMs: number } | { state: 'delivered' | 'dead' };

/** The deliveries as they are in the database: what is there is delivered, also after a crash. */
export class DeliveryStore {
  readonly #db: Kysely<Schema>;
  readonly #secrets: SecretBox;

  constructor(db: Kysely<Schema>, secrets: SecretBox) {
    this.#db = db;
    this.#secrets = secrets;
  }

  /**
   * The lanes in which something waits, the longest waiting first. It jumps from lane to lane in the index: how much
   * waits in one of them costs nothing.
   */
  async waitingLanes(): Promise<WaitingLane[]> {
    const { rows } = await sql<{ lane: string; host: string | null; user_id: string; due_at_ms: number }>`
      with recursive lanes (lane) as (
        select min(lane) from webhook_deliveries where state = 'queued'
        union all
        select (
          select min(other.lane) from webhook_deliveries other where other.state = 'queued' and other.lane > lanes.lane
        ) from lanes where lanes.lane is not null
      )
      select lanes.lane, coalesce(webhooks.host, first.host) as host, first.user_id, first.next_attempt_at_ms as due_at_ms
      from lanes
      join webhook_deliveries first on first.position = (
        select waiting.position from webhook_deliveries waiting
        where waiting.state = 'queued' and waiting.lane = lanes.lane
        order by waiting.next_attempt_at_ms, waiting.position limit 1
      )
      left join webhooks on webhooks.id = first.webhook_id
      where coalesce(webhooks.active, 1) = 1
      order by first.next_attempt_at_ms, first.position`.execute(this.#db);
    return rows.map(({ lane, host, user_id, due_at_ms }) => ({
      lane,
      host: host ?? '',
      userId: user_id,
      dueAtMs: Number(due_at_ms),
    }));
  }

  /** Of what is due in a lane, what was told first; null where that was done meanwhile. */
  async firstDue({ lane, host, userId }: WaitingLane, nowMs: number): Promise<DueDelivery | null> {
    const row = await this.#db
      .selectFrom('webhook_deliveries as deliveries')
      .innerJoin('users', 'users.id', 'deliveries.user_id')
      .leftJoin('webhooks', 'webhooks.id', 'deliveries.webhook_id')
      .selectAll('deliveries')
      .select(['users.role', 'webhooks.url as webhook_url', 'webhooks.secret_sealed as webhook_secret'])
      .where('deliveries.position', '=', (query) =>
        query
          .selectFrom('webhook_deliveries')
          .select('position')
          .where('state', '=', sql.lit('queued'))
          .where('lane', '=', lane)
          .where('next_attempt_at_ms', '<=', nowMs)
          .orderBy('position')
          .limit(sql.lit(1)),
      )
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      position: row.position,
      userId,
      lane,
      host,
      attempts: row.attempts,
      sending: {
        id: row.id,
        event: row.event,
        body: row.body,
        url: row.webhook_url ?? row.url ?? '',
        asker: row.role === 'owner' ? 'owner' : 'account',
      },
      secretSealed: row.webhook_secret ?? row.secret_sealed,
    };
  }

  /** What is sent, with what it is signed with. @throws Error where that was sealed by another installation */
  toSending({ sending, secretSealed }: DueDelivery): Sending {
    return { ...sending, secret: secretSealed === null ? null : this.#secrets.open(secretSealed) };
  }

  /** Notes how a try went. What was delivered is not kept. */
  async note(position: number, { failure, status }: Outcome, next: Next): Promise<void> {
    await this.#db
      .updateTable('webhook_deliveries')
      .set(({ eb }) => ({
        state: next.state,
        attempts: eb('attempts', '+', 1),
        last_status: status,
        last_error: failure,
        ...(next.state === 'queued' ? { next_attempt_at_ms: next.atMs } : { finished_at_ms: Date.now() }),
        ...(next.state === 'delivered' ? { body: '' } : {}),
      }))
      .where('position', '=', position)
      .execute();
  }

  /** Newest first. */
  async page(
    by: { webhookId: string } | { userId: string; family: string; state: 'dead' },
    page: PageRequest,
  ): Promise<{ deliveries: Delivery[]; total: number }> {
    const all = this.#db.selectFrom('webhook_deliveries').selectAll('webhook_deliveries');
    const query =
      'webhookId' in by
        ? all.where('webhook_id', '=', by.webhookId)
        : all
            .innerJoin('webhooks', 'webhooks.id', 'webhook_deliveries.webhook_id')
            .where('webhook_deliveries.user_id', '=', by.userId)
            .where('webhook_deliveries.state', '=', by.state)
            .where('webhooks.family', '=', by.family);
    const { rows, total } = await readPage(query.orderBy('webhook_deliveries.position', 'desc'), page);
    return { deliveries: rows.map(toDelivery), total };
  }

  /** A delivery to a webhook of this API, whoever has it. */
  async find(family: string, id: string): Promise<(Delivery & { userId: string }) | null> {
    const row = await this.#db
      .selectFrom('webhook_deliveries')
      .innerJoin('webhooks', 'webhooks.id', 'webhook_deliveries.webhook_id')
      .selectAll('webhook_deliveries')
      .where('webhook_deliveries.id', '=', id)
      .where('webhooks.family', '=', family)
      .executeTakeFirst();
    return row === undefined ? null : { ...toDelivery(row), userId: row.user_id };
  }

  /** Puts a dead delivery back, with all its tries. @returns false where it is not dead */
  async revive(id: string): Promise<boolean> {
    const result = await this.#db
      .updateTable('webhook_deliveries')
      .set({ state: 'queued', attempts: 0, next_attempt_at_ms: Date.now(), finished_at_ms: null })
      .where('id', '=', id)
      .where('state', '=', 'dead')
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }
}

export function toDelivery(row: Selectable<WebhookDeliveriesTable>): Delivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    event: row.event,
    state: row.state,
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastError: row.last_error as DeliveryFailure | null,
    createdAtMs: Number(row.created_at_ms),
    nextAttemptAtMs: row.state === 'queued' ? Number(row.next_attempt_at_ms) : null,
    finishedAtMs: row.finished_at_ms === null ? null : Number(row.finished_at_ms),
  };
}
