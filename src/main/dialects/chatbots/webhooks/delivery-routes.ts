import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';
import { delivery, FAMILY, toDeliveryBody } from './webhook-body.ts';

const tags = ['Webhooks'];

export function registerWebhookDeliveries(app: DialectApp, { webhooks }: DialectServices): void {
  app.get(
    '/api/v1/webhooks/:webhookId/deliveries',
    {
      schema: {
        tags,
        summary: 'What was told to a webhook',
        description: 'Newest first. What was delivered is listed for a week.',
        params: z.object({ webhookId: z.string().max(200) }),
        querystring: pageQuery,
        response: { 200: pageOf(delivery) },
      },
    },
    async ({ principal, params: { webhookId }, query }) => {
      const { deliveries, total } = await webhooks.deliveries(principal, FAMILY, webhookId, query);
      return paged(deliveries.map(toDeliveryBody), { total, ...query });
    },
  );

  app.get(
    '/api/v1/webhooks/dead-letters',
    {
      schema: {
        tags,
        summary: 'What could not be delivered',
        description: 'Newest first; kept for thirty days.',
        querystring: pageQuery,
        response: { 200: pageOf(delivery) },
      },
    },
    async ({ principal, query }) => {
      const { deliveries, total } = await webhooks.deadLetters(principal, FAMILY, query);
      return paged(deliveries.map(toDeliveryBody), { total, ...query });
    },
  );

  app.post(
    '/api/v1/webhooks/dead-letters/:deliveryId/retry',
    {
      schema: {
        tags,
        summary: 'Try to deliver something again',
        params: z.object({ deliveryId: z.string().max(200) }),
        response: { 200: enveloped(delivery) },
      },
    },
    async ({ principal, params: { deliveryId } }) =>
      success(toDeliveryBody(await webhooks.retry(principal, FAMILY, deliveryId)), 'It is tried again'),
  );
}
