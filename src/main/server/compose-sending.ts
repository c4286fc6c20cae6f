import type { FastifyBaseLogger } from 'fastify';
import { AllowedHosts } from '../domain/outgoing/allowed-hosts.ts';
import { OutgoingDoor } from '../domain/outgoing/outgoing-door.ts';
import { resolveName } from '../domain/outgoing/resolve-name.ts';
import type { SettingsStore } from '../domain/settings/settings-store.ts';
import { attemptDelivery } from '../domain/webhooks/attempt-delivery.ts';
import { DeliveryQueue } from '../domain/webhooks/delivery-queue.ts';
import { DeliveryStore } from '../domain/webhooks/delivery-store.ts';
import { WebhookService } from '../domain/webhooks/webhook-service.ts';
import type { OpenDatabase } from '../storage/open-database.ts';
import type { SecretBox } from '../storage/secret-box.ts';

interface SendingParts {
  database: OpenDatabase;
  settings: SettingsStore;
  secrets: SecretBox;
  ownPorts: () => readonly number[];
  version: string;
  logger: FastifyBaseLogger;
}

/** What Tomo sends to addresses that somebody gave, and the door through which all of it goes. */
export async function composeSending(parts: SendingParts) {
  const { database, settings, secrets, ownPorts, version, logger } = parts;
  const { db } = database;
  const outgoingHosts = await AllowedHosts.load(settings);
  const outgoingDoor = new OutgoingDoor({ allowed: outgoingHosts, resolve: resolveName, ownPorts });
  const store = new DeliveryStore(db, secrets);
  const queue = new DeliveryQueue({
    db,
    store,
    attempt: (sending, attempt, stop) =>
      attemptDelivery(sending, attempt, { door: outgoingDoor, version }, stop),
    logger,
  });
  const forget = database.forgetDeleted;
  const webhooks = new WebhookService({ db, secrets, door: outgoingDoor, store, queue, forget });
  return {
    services: { outgoingHosts, outgoingDoor, webhooks },
    /** To be called once the ports are known. */
    start: () => queue.wake(),
    close: () => queue.close(),
  };
}
