import { z } from 'zod';
import { newWebhookSecret } from '../../../domain/webhooks/new-secret.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { pageOf, pageQuery } from '../page.ts';
import { success } from '../success-body.ts';
import {
  deadLetter,
  FAMILY,
  newWebhook,
  toDeadLetter,
  toWebhookBody,
  webhook,
  webhookDraft,
} from './webhook-body.ts';

const tags = ['Webhooks'];

export function registerWebhooks(app: DialectApp, { webhooks }: DialectServices): void {
  app.post(
    '/v1/webhooks',
    {
      schema: {
        tags,
        summary: 'Be told what happens',
        description:
          'Each event comes as a POST of JSON with `X-Webhook-Signature: sha256=HEX`, the HMAC-SHA256 of the body with ' +
          'your secret. What is not answered with a 2xx is tried again, eight times in about five minutes. ' +
          '`message.new` tells of the room and of answers to you; `data.source` says which.',
        body: webhookDraft,
        response: { 200: newWebhook },
      },
    },
    async ({ principal, body }) => {
      const secret = body.secret ?? newWebhookSecret();
      const made = await webhooks.register(principal, { ...body, family: FAMILY, secret });
      return { ...toWebhookBody(made), ...(body.secret === undefined ? { secret } : {}) };
    },
  );

  app.get(
    '/v1/webhooks',
    {
      schema: {
        tags,
        summary: 'Your webhooks',
        response: { 200: z.object({ webhooks: z.array(webhook) }) },
      },
    },
    async ({ principal }) => ({ webhooks: (await webhooks.list(principal, FAMILY)).map(toWebhookBody) }),
  );

  app.delete(
    '/v1/webhooks/:hookId',
    {
      schema: {
        tags,
        summary: 'Be told no longer',
        description: 'What was still on its way is not sent.',
        params: z.object({ hookId: z.string().max(200) }),
        response: { 200: success },
      },
    },
    async ({ principal, params: { hookId } }) => {
      await webhooks.delete(principal, FAMILY, hookId);
      return { success: true as const, message: 'Webhook deleted' };
    },
  );

  app.get(
    '/v1/webhooks/dead-letters',
    {
      schema: {
        tags,
        summary: 'What could not be delivered',
        description: 'Newest first; kept for thirty days.',
        querystring: pageQuery,
        response: { 200: z.object({ deadLetters: z.array(deadLetter) }).extend(pageOf) },
      },
    },
    async ({ principal, query }) => {
      const { deliveries, total } = await webhooks.deadLetters(principal, FAMILY, query);
      return { deadLetters: deliveries.map(toDeadLetter), total, ...query };
    },
  );

  app.post(
    '/v1/webhooks/dead-letters/:deliveryId/retry',
    {
      schema: {
        tags,
        summary: 'Try to deliver something again',
        params: z.object({ deliveryId: z.string().max(200) }),
        response: { 200: success },
      },
    },
    async ({ principal, params: { deliveryId } }) => {
      await webhooks.retry(principal, FAMILY, deliveryId);
      return { success: true as const, message: 'It is tried again' };
    },
  );
}
