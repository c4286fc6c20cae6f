import { type Kysely, type Selectable, sql } from 'kysely';
import { type PageRequest, readPage } from '../../storage/page.ts';
import type { Schema } from '../../storage/schema.ts';
import type { SecretBox } from '../../storage/secret-box.ts';
import type { WebhookDeliveriesTable } from '../../storage/tables/webhook-tables.ts';
import type { Outcome, Sending } from './attempt-delivery.ts';
import type { Delivery, DeliveryFailure } from './webhook.ts';

/** What is under way already, and must not be begun besides. */
export interface Busy {
  lanes: readonly string[];
  hosts: readonly string[];
  userIds: readonly string[];
}

/** A delivery whose time has come. */
export interface DueDelivery {
  position: number;
  userId: string;
  lane: string;
  host: string;
  attempts: number;
  sending: Sending;
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

  /** The longest waiting delivery that may begin now: of each lane the oldest one that is due. */
  async nextDue(nowMs: number, busy: Busy): Promise<DueDelivery | null> {
    let query = this.#waiting()
      .where('deliveries.next_attempt_at_ms', '<=', nowMs)
      .where(({ not, exists, selectFrom, ref }) =>
        not(
          exists(
            selectFrom('webhook_deliveries as earlier')
              .select('earlier.position')
              .where('earlier.state', '=', 'queued')
              .where('earlier.lane', '=', ref('deliveries.lane'))
              .where('earlier.position', '<', ref('deliveries.position'))
              .where('earlier.next_attempt_at_ms', '<=', nowMs),
          ),
        ),
      );
    if (busy.lanes.length > 0) query = query.where('deliveries.lane', 'not in', busy.lanes);
    if (busy.userIds.length > 0) query = query.where('deliveries.user_id', 'not in', busy.userIds);
    if (busy.hosts.length > 0) {
      query = query.where(({ fn }) => fn.coalesce('webhooks.host', 'deliveries.host'), 'not in', busy.hosts);
    }
    const row = await query
      .innerJoin('users', 'users.id', 'deliveries.user_id')
      .select(['users.role', 'webhooks.url as webhook_url', 'webhooks.host as webhook_host'])
      .select('webhooks.secret_sealed as webhook_secret')
      .selectAll('deliveries')
      .orderBy('deliveries.next_attempt_at_ms')
      .orderBy('deliveries.position')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return null;
    const sealed = row.webhook_secret ?? row.secret_sealed;
    return {
      position: row.position,
      userId: row.user_id,
      lane: row.lane,
      host: row.webhook_host ?? row.host ?? '',
      attempts: row.attempts,
      sending: {
        id: row.id,
        event: row.event,
        body: row.body,
        url: row.webhook_url ?? row.url ?? '',
        secret: sealed === null ? null : this.#secrets.open(sealed),
        asker: row.role === 'owner' ? 'owner' : 'account',
      },
    };
  }

  /** When the first delivery comes due that is not now; null where none waits. */
  async nextDueAtMs(afterMs: number): Promise<number | null> {
    const row = await this.#waiting()
      .select(({ fn }) => fn.min('deliveries.next_attempt_at_ms').as('at'))
      .where('deliveries.next_attempt_at_ms', '>', afterMs)
      .executeTakeFirst();
    return row?.at == null ? null : Number(row.at);
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

  #waiting() {
    return this.#db
      .selectFrom('webhook_deliveries as deliveries')
      .leftJoin('webhooks', 'webhooks.id', 'deliveries.webhook_id')
      .where('deliveries.state', '=', sql.lit('queued'))
      .where(({ eb, or }) => or([eb('webhooks.active', '=', 1), eb('deliveries.webhook_id', 'is', null)]));
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
