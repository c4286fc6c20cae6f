import { z } from 'zod';
import type { Delivery, Webhook } from '../../../domain/webhooks/webhook.ts';
import { webhookDraftOf } from '../../webhook-draft.ts';
import { timestamp, toTimestamp } from '../success-body.ts';

/** Under which name the domain keeps this API's webhooks. */
export const FAMILY = 'bambisleep';

const webhookEvent = z.enum(['message.new', 'profile.update', 'trigger.shared']);
export type WebhookEvent = z.infer<typeof webhookEvent>;

export const webhookDraft = webhookDraftOf(webhookEvent);

export const webhook = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(webhookEvent),
  active: z.boolean(),
  createdAt: timestamp,
});

export const newWebhook = webhook.extend({
  secret: z.string().optional().describe('Where you gave none; nothing shows it again'),
});

export const deadLetter = z.object({
  id: z.string(),
  webhookId: z.string(),
  event: z.string(),
  attempts: z.int(),
  lastStatus: z.int().nullable().describe('What the address answered last; null where nothing did'),
  lastError: z.string().nullable(),
  createdAt: timestamp,
  failedAt: timestamp.nullable(),
});

export function toWebhookBody({ id, url, events, active, createdAtMs }: Webhook): z.infer<typeof webhook> {
  return { id, url, events: events as WebhookEvent[], active, createdAt: toTimestamp(createdAtMs) };
}

export function toDeadLetter(delivery: Delivery): z.infer<typeof deadLetter> {
  const { id, webhookId, event, attempts, lastStatus, lastError, createdAtMs, finishedAtMs } = delivery;
  return {
    id,
    webhookId: webhookId ?? '',
    event,
    attempts,
    lastStatus,
    lastError,
    createdAt: toTimestamp(createdAtMs),
    failedAt: finishedAtMs === null ? null : toTimestamp(finishedAtMs),
  };
}
