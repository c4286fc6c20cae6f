import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../storage/ids.ts';
import { type OpenDatabase, openDatabase } from '../../storage/open-database.ts';
import { SecretBox } from '../../storage/secret-box.ts';
import { AccountService } from '../accounts/account-service.ts';
import { ensureOwner } from '../accounts/owner.ts';
import type { Principal } from '../accounts/principal.ts';
import { AllowedHosts } from '../outgoing/allowed-hosts.ts';
import { OutgoingDoor } from '../outgoing/outgoing-door.ts';
import type { ResolveName } from '../outgoing/resolve-name.ts';
import { SettingsStore } from '../settings/settings-store.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import { DeliveryQueue } from './delivery-queue.ts';
import { DeliveryStore } from './delivery-store.ts';
import { retryDelayMs } from './retry-schedule.ts';
import type { Delivery } from './webhook.ts';
import { WebhookService } from './webhook-service.ts';

const FAMILY = 'test';
const EVENT = 'something.happened';
/** As often as in earnest, a thousand times as fast. */
const HURRY = 1_000;

export interface WebhooksUnderTest {
  database: OpenDatabase;
  owner: Principal;
  allowed: AllowedHosts;
  accounts: AccountService;
  webhooks: WebhookService;
  queue: DeliveryQueue;
  /** Registers an address for `EVENT`. @returns the webhook's id */
  register(url: string, principal?: Principal): Promise<string>;
  tell(body?: object, principal?: Principal, conversationId?: string): Promise<void>;
  newAccount(): Promise<Principal>;
  /** Everything that was told to a webhook, oldest first. */
  deliveriesOf(webhookId: string): Promise<Delivery[]>;
  /** Resolves when nothing is queued for the webhook any more. */
  settled(webhookId: string): Promise<Delivery[]>;
  /** Ends everything but the folder, as a crash does. @returns the same with what is in the folder */
  restart(): Promise<WebhooksUnderTest>;
  close(): Promise<void>;
}

/** The whole of webhooks over a real database and real sockets; only names and waiting are not real. */
export async function webhooksUnderTest(
  options: { resolve?: ResolveName; attemptMs?: number; directory?: string; idle?: boolean } = {},
): Promise<WebhooksUnderTest> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'tomo-webhooks-')));
  const database = await openDatabase(directory);
  const { db } = database;
  const owner = await ensureOwner(db);
  const accounts = new AccountService(db, async () => {});
  const secrets = new SecretBox(Buffer.alloc(32, 1));
  const allowed = await AllowedHosts.load(new SettingsStore(db));
  const unknown: ResolveName = async () => {
    throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' });
  };
  const door = new OutgoingDoor({ allowed, resolve: options.resolve ?? unknown, ownPorts: () => [] });
  const store = new DeliveryStore(db, secrets);
  const queue = new DeliveryQueue({
    db,
    store,
    attempt: (sending, attempt, stop) =>
      attemptDelivery(sending, attempt, { door, version: 'test', attemptMs: options.attemptMs }, stop),
    retryDelayMs: (attempts, askedMs) => {
      const ms = retryDelayMs(attempts, askedMs);
      return ms === null ? null : ms / HURRY;
    },
    logger: console,
  });
  const sleeping = { wake: () => {} };
  const webhooks = new WebhookService({
    db,
    secrets,
    door,
    store,
    queue: options.idle === true ? sleeping : queue,
    forget: database.forgetDeleted,
    logger: console,
  });
  let count = 0;
  const shut = async () => {
    await queue.close();
    await database.close();
  };
  const made: WebhooksUnderTest = {
    database,
    owner,
    allowed,
    accounts,
    webhooks,
    queue,
    register: async (url, principal = owner) =>
      (await webhooks.register(principal, { family: FAMILY, url, events: [EVENT], secret: 'the secret' })).id,
    tell: (body = { number: ++count }, principal = owner, conversationId) =>
      webhooks.send({
        family: FAMILY,
        to: { userId: principal.userId },
        event: EVENT,
        body,
        conversationId,
      }),
    newAccount: async () => {
      const id = newId('usr');
      await db
        .insertInto('users')
        .values({
          id,
          role: 'user',
          name: `Hook ${++count}`,
          created_at_ms: Date.now(),
          email: null,
          username: null,
          password_hash: null,
          email_verified: 0,
          tier: 'free',
          requests_per_hour: null,
        })
        .execute();
      return { ...owner, userId: id, role: 'user', credential: 'access_token' };
    },
    deliveriesOf: async (webhookId) =>
      (await webhooks.deliveries(owner, FAMILY, webhookId, { page: 1, limit: 1_000 })).deliveries.reverse(),
    settled: async (webhookId) => {
      for (;;) {
        const all = await made.deliveriesOf(webhookId);
        if (all.every(({ state }) => state !== 'queued')) return all;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    restart: async () => {
      await shut();
      return await webhooksUnderTest({ ...options, directory, idle: false });
    },
    close: async () => {
      await shut();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return made;
}
