import { z } from 'zod';
import { newWebhookSecret } from '../../../domain/webhooks/new-secret.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';
import { FAMILY, newWebhook, toWebhookBody, webhook, webhookChanges, webhookDraft } from './webhook-body.ts';

const tags = ['Webhooks'];
const params = z.object({ webhookId: z.string().max(200) });

export function registerWebhooks(app: DialectApp, { webhooks }: DialectServices): void {
  app.post(
    '/api/v1/webhooks',
    {
      schema: {
        tags,
        summary: 'Register a webhook',
        description:
          'Each event comes as a POST of JSON with `X-Webhook-Signature: sha256=HEX`, the HMAC-SHA256 of the body with ' +
          'your secret. What is not answered with a 2xx is tried again, eight times in about five minutes. ' +
          '`user.registered` is told to the owner and admins only.',
        body: webhookDraft,
        response: { 201: enveloped(newWebhook) },
      },
    },
    async ({ principal, body }, reply) => {
      const secret = body.secret ?? newWebhookSecret();
      const made = await webhooks.register(principal, { ...body, family: FAMILY, secret });
      const shown = { ...toWebhookBody(made), ...(body.secret === undefined ? { secret } : {}) };
      return reply.code(201).send(success(shown, 'Webhook registered'));
    },
  );

  app.get(
    '/api/v1/webhooks',
    {
      schema: {
        tags,
        summary: 'Get all webhooks',
        querystring: pageQuery,
        response: { 200: pageOf(webhook) },
      },
    },
    async ({ principal, query: { page, limit } }) => {
      const all = (await webhooks.list(principal, FAMILY)).map(toWebhookBody);
      return paged(all.slice((page - 1) * limit, page * limit), { total: all.length, page, limit });
    },
  );

  app.get(
    '/api/v1/webhooks/:webhookId',
    { schema: { tags, summary: 'Get webhook by ID', params, response: { 200: enveloped(webhook) } } },
    async ({ principal, params: { webhookId } }) =>
      success(toWebhookBody(await webhooks.get(principal, FAMILY, webhookId))),
  );

  app.put(
    '/api/v1/webhooks/:webhookId',
    {
      schema: {
        tags,
        summary: 'Update webhook',
        description: 'What is left out stays. What is still on its way goes to the new address.',
        params,
        body: webhookChanges,
        response: { 200: enveloped(webhook) },
      },
    },
    async ({ principal, params: { webhookId }, body: { isActive, ...changes } }) => {
      const changed = { ...changes, active: isActive };
      return success(toWebhookBody(await webhooks.update(principal, FAMILY, webhookId, changed)));
    },
  );

  app.delete(
    '/api/v1/webhooks/:webhookId',
    {
      schema: {
        tags,
        summary: 'Delete webhook',
        description: 'What was still on its way is not sent.',
        params,
        response: { 200: enveloped(z.null()) },
      },
    },
    async ({ principal, params: { webhookId } }) => {
      await webhooks.delete(principal, FAMILY, webhookId);
      return success(null, 'Webhook deleted');
    },
  );
}
