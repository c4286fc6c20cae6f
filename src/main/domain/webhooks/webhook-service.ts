import type { Kysely, Selectable } from 'kysely';
import { newId } from '../../storage/ids.ts';
import type { PageRequest } from '../../storage/page.ts';
import type { Schema } from '../../storage/schema.ts';
import type { SecretBox } from '../../storage/secret-box.ts';
import type { WebhooksTable } from '../../storage/tables/webhook-tables.ts';
import { mayTouch, type Principal } from '../accounts/principal.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { Asker, OutgoingDoor } from '../outgoing/outgoing-door.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { enqueue, type Told } from './enqueue.ts';
import type { Delivery, Webhook, WebhookChanges, WebhookDraft } from './webhook.ts';

const PER_ACCOUNT_MAX = 50;

interface WebhookDependencies {
  db: Kysely<Schema>;
  secrets: SecretBox;
  door: OutgoingDoor;
  store: DeliveryStore;
  queue: Pick<DeliveryQueue, 'wake'>;
  /** Makes what was deleted unreadable in the files too. */
  forget: () => void;
  logger: { error(object: object, message: string): void };
}

/** Whose webhooks are told: one account's, those of the owner and the admins, or all. */
export type Audience = { userId: string } | 'staff' | 'everybody';

/** The addresses that accounts want to be told at, and what is told to them. */
export class WebhookService {
  readonly #deps: WebhookDependencies;
  #telling: Promise<void> = Promise.resolve();

  constructor(deps: WebhookDependencies) {
    this.#deps = deps;
  }

  /**
   * @param draft its secret is sealed and never shown
   * @throws DomainError `invalid` when the address is not for this account; `conflict` when there are too many
   */
  async register(principal: Principal, { family, url, events, secret }: WebhookDraft): Promise<Webhook> {
    const { db, door, secrets } = this.#deps;
    const checked = await door.welcome(url, askerOf(principal));
    const row: Selectable<WebhooksTable> = {
      id: newId('whk'),
      user_id: principal.userId,
      family,
      url: checked.href,
      host: checked.hostname,
      events_json: JSON.stringify([...new Set(events)]),
      secret_sealed: secrets.seal(secret),
      active: 1,
      created_at_ms: Date.now(),
      updated_at_ms: Date.now(),
    };
    await db.transaction().execute(async (transaction) => {
      const { count } = await transaction
        .selectFrom('webhooks')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('user_id', '=', principal.userId)
        .executeTakeFirstOrThrow();
      if (Number(count) >= PER_ACCOUNT_MAX) {
        throw new DomainError(
          'conflict',
          `An account has at most ${PER_ACCOUNT_MAX} webhooks; delete one first`,
        );
      }
      await transaction.insertInto('webhooks').values(row).execute();
    });
    return toWebhook(row);
  }

  /** The account's own, oldest first. */
  async list(principal: Principal, family: string): Promise<Webhook[]> {
    const rows = await this.#deps.db
      .selectFrom('webhooks')
      .selectAll()
      .where('user_id', '=', principal.userId)
      .where('family', '=', family)
      .orderBy('created_at_ms')
      .orderBy('id')
      .execute();
    return rows.map(toWebhook);
  }

  /** @throws DomainError `not_found` */
  async get(principal: Principal, family: string, id: string): Promise<Webhook> {
    return toWebhook(await this.#row(principal, family, id));
  }

  /** What is left out stays. What waits goes to the new address. @throws DomainError `not_found`, `invalid` */
  async update(principal: Principal, family: string, id: string, changes: WebhookChanges): Promise<Webhook> {
    const { db, door, secrets, queue } = this.#deps;
    const row = await this.#row(principal, family, id);
    // Whoever changes it, it is told as its own account.
    const asker = row.user_id === principal.userId ? askerOf(principal) : 'account';
    const url = changes.url === undefined ? null : await door.welcome(changes.url, asker);
    const next = {
      ...(url === null ? {} : { url: url.href, host: url.hostname }),
      ...(changes.events === undefined ? {} : { events_json: JSON.stringify([...new Set(changes.events)]) }),
      ...(changes.secret === undefined ? {} : { secret_sealed: secrets.seal(changes.secret) }),
      ...(changes.active === undefined ? {} : { active: changes.active ? (1 as const) : (0 as const) }),
      updated_at_ms: Date.now(),
    };
    await db.updateTable('webhooks').set(next).where('id', '=', id).execute();
    queue.wake();
    return await this.get(principal, family, id);
  }

  /** With all that waits for it. @throws DomainError `not_found` */
  async delete(principal: Principal, family: string, id: string): Promise<void> {
    await this.#row(principal, family, id);
    await this.#deps.db.deleteFrom('webhooks').where('id', '=', id).execute();
    this.#deps.forget();
  }

  /** Tells the webhooks of this API that want the event. What it queues survives a crash when this resolves. */
  async send(told: Told & { family: string; to: Audience }): Promise<void> {
    const { db, queue } = this.#deps;
    const listening = await db
      .selectFrom('webhooks')
      .innerJoin('users', 'users.id', 'webhooks.user_id')
      .select(['webhooks.id as webhookId', 'user_id as userId', 'events_json'])
      .where('family', '=', told.family)
      .where('active', '=', 1)
      .$if(told.to === 'staff', (query) => query.where('users.role', 'in', ['owner', 'admin']))
      .$if(typeof told.to === 'object', (query) =>
        query.where('users.id', '=', (told.to as { userId: string }).userId),
      )
      .execute();
    const wanting = listening.filter(({ events_json }) =>
      (JSON.parse(events_json) as string[]).includes(told.event),
    );
    if (wanting.length === 0) return;
    await enqueue(db, wanting, told);
    queue.wake();
  }

  /** The same for whoever must not wait; in the order of the calls. A failure is logged. */
  tell(told: Told & { family: string; to: Audience }): void {
    this.#telling = this.#telling
      .then(() => this.send(told))
      .catch((error: unknown) =>
        this.#deps.logger.error({ err: error, event: told.event }, 'webhooks could not be told'),
      );
  }

  /** Resolves when what was told until now is in the queue. */
  async settled(): Promise<void> {
    await this.#telling;
  }

  /**
   * Tells one address that an account gave for this alone. It is checked as a webhook's is, and at each try.
   *
   * @param told `secret` null: it is not signed
   * @throws DomainError `invalid` when the address is not for this account
   */
  async sendTo(told: Told & { url: string; secret: string | null; userId: string }): Promise<void> {
    const { db, door, secrets, queue } = this.#deps;
    const user = await db.selectFrom('users').select('role').where('id', '=', told.userId).executeTakeFirst();
    if (user === undefined) return;
    const url = door.check(told.url, user.role === 'owner' ? 'owner' : 'account');
    const destination = {
      userId: told.userId,
      url: url.href,
      host: url.hostname,
      secretSealed: told.secret === null ? null : secrets.seal(told.secret),
    };
    await enqueue(db, [destination], told);
    queue.wake();
  }

  /** What was told to a webhook, newest first. @throws DomainError `not_found` */
  async deliveries(
    principal: Principal,
    family: string,
    webhookId: string,
    page: PageRequest,
  ): Promise<{ deliveries: Delivery[]; total: number }> {
    await this.#row(principal, family, webhookId);
    return await this.#deps.store.page({ webhookId }, page);
  }

  /** What the account's webhooks were not told in the end, newest first. */
  async deadLetters(
    principal: Principal,
    family: string,
    page: PageRequest,
  ): Promise<{ deliveries: Delivery[]; total: number }> {
    return await this.#deps.store.page({ userId: principal.userId, family, state: 'dead' }, page);
  }

  /** Tries a dead letter again, as if it were new. @throws DomainError `not_found`, `conflict` */
  async retry(principal: Principal, family: string, deliveryId: string): Promise<Delivery> {
    const { store, queue } = this.#deps;
    const delivery = await store.find(family, deliveryId);
    if (delivery === null || !mayTouch(principal, delivery.userId)) throw notFound('delivery', deliveryId);
    if (!(await store.revive(deliveryId))) {
      throw new DomainError('conflict', `This delivery is ${delivery.state}; only a dead one can be retried`);
    }
    queue.wake();
    return { ...delivery, state: 'queued', attempts: 0, nextAttemptAtMs: Date.now(), finishedAtMs: null };
  }

  async #row(principal: Principal, family: string, id: string): Promise<Selectable<WebhooksTable>> {
    const row = await this.#deps.db
      .selectFrom('webhooks')
      .selectAll()
      .where('id', '=', id)
      .where('family', '=', family)
      .executeTakeFirst();
    if (row === undefined || !mayTouch(principal, row.user_id)) throw notFound('webhook', id);
    return row;
  }
}

function askerOf({ role }: Principal): Asker {
  return role === 'owner' ? 'owner' : 'account';
}

function toWebhook(row: Selectable<WebhooksTable>): Webhook {
  return {
    id: row.id,
    userId: row.user_id,
    url: row.url,
    events: JSON.parse(row.events_json) as string[],
    active: row.active === 1,
    createdAtMs: Number(row.created_at_ms),
    updatedAtMs: Number(row.updated_at_ms),
  };
}
