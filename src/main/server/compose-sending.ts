import type { FastifyBaseLogger } from 'fastify';
import type { AccountService } from '../domain/accounts/account-service.ts';
import type { SessionTokens } from '../domain/accounts/session-tokens.ts';
import { Outbox } from '../domain/outbox/outbox.ts';
import { PasswordResets } from '../domain/outbox/password-resets.ts';
import { sendMail } from '../domain/outbox/send-mail.ts';
import { SmtpSettings } from '../domain/outbox/smtp-settings.ts';
import { AllowedHosts } from '../domain/outgoing/allowed-hosts.ts';
import { OutgoingDoor } from '../domain/outgoing/outgoing-door.ts';
import { resolveName } from '../domain/outgoing/resolve-name.ts';
import type { SettingsStore } from '../domain/settings/settings-store.ts';
import { attemptDelivery } from '../domain/webhooks/attempt-delivery.ts';
import { DeliveryQueue } from '../domain/webhooks/delivery-queue.ts';
import { DeliveryStore } from '../domain/webhooks/delivery-store.ts';
import { retryDelayMs } from '../domain/webhooks/retry-schedule.ts';
import { WebhookService } from '../domain/webhooks/webhook-service.ts';
import type { OpenDatabase } from '../storage/open-database.ts';
import type { SecretBox } from '../storage/secret-box.ts';

interface SendingParts {
  database: OpenDatabase;
  settings: SettingsStore;
  secrets: SecretBox;
  accounts: AccountService;
  sessions: SessionTokens;
  ownPorts: () => readonly number[];
  version: string;
  loggerOf: (module: string) => FastifyBaseLogger;
}

/** What Tomo sends to addresses that somebody gave, and the door through which all of it goes. */
export async function composeSending(parts: SendingParts) {
  const { database, settings, secrets, accounts, sessions, ownPorts, version, loggerOf } = parts;
  const logger = loggerOf('webhooks');
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
  const webhooks = new WebhookService({ db, secrets, door: outgoingDoor, store, queue, forget, logger });
  const smtp = new SmtpSettings(settings, secrets);
  const mail = { db, forget, logger: loggerOf('outbox') };
  const outbox = new Outbox({ ...mail, secrets, smtp, send: sendMail, retryDelayMs });
  const passwordResets = new PasswordResets({ ...mail, accounts, sessions, outbox });
  return {
    services: { outgoingHosts, outgoingDoor, webhooks, smtp, outbox, passwordResets },
    /** To be called once the ports are known. */
    start: () => {
      queue.wake();
      outbox.wake();
    },
    close: async () => {
      await webhooks.settled();
      await passwordResets.settled();
      await outbox.close();
      await queue.close();
    },
  };
}
