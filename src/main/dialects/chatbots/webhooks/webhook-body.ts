import { z } from 'zod';
import type { Delivery, Webhook } from '../../../domain/webhooks/webhook.ts';
import { webhookDraftOf } from '../../webhook-draft.ts';

/** Under which name the domain keeps this API's webhooks. */
export const FAMILY = 'chatbots';

const webhookEvent = z.enum([
  'message.received',
  'message.sent',
  'conversation.started',
  'conversation.ended',
  'user.registered',
  'chatbot.created',
  'training.completed',
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;

const timestamp = z.iso.datetime();

export const webhookDraft = webhookDraftOf(webhookEvent);

export const webhookChanges = webhookDraft
  .partial()
  .extend({ isActive: z.boolean().optional().describe('`false`: nothing is told until it is `true` again') });

export const webhook = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(webhookEvent),
  isActive: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
});

export const newWebhook = webhook.extend({
  secret: z.string().optional().describe('Where you gave none; nothing shows it again'),
});

export const delivery = z.object({
  id: z.string(),
  webhookId: z.string(),
  event: z.string(),
  state: z.enum(['queued', 'delivered', 'dead']),
  attempts: z.int(),
  lastStatus: z.int().nullable().describe('What the address answered last; null where nothing did'),
  lastError: z.string().nullable(),
  createdAt: timestamp,
  nextAttemptAt: timestamp.nullable(),
  finishedAt: timestamp.nullable(),
});

export function toWebhookBody({ id, url, events, active, createdAtMs, updatedAtMs }: Webhook) {
  return {
    id,
    url,
    events: events as WebhookEvent[],
    isActive: active,
    createdAt: toTimestamp(createdAtMs),
    updatedAt: toTimestamp(updatedAtMs),
  };
}

export function toDeliveryBody({ createdAtMs, nextAttemptAtMs, finishedAtMs, ...rest }: Delivery) {
  const time = (ms: number | null) => (ms === null ? null : toTimestamp(ms));
  return {
    ...rest,
    webhookId: rest.webhookId ?? '',
    createdAt: toTimestamp(createdAtMs),
    nextAttemptAt: time(nextAttemptAtMs),
    finishedAt: time(finishedAtMs),
  };
}

export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString();
}
