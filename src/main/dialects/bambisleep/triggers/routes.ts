import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { pageOf, pageQuery } from '../page.ts';
import { success } from '../success-body.ts';
import { toTriggerBody, trigger, triggerDraft } from './trigger-body.ts';

const tags = ['Triggers'];
const params = z.object({ triggerId: z.string().max(200) });

const listQuery = pageQuery.extend({
  search: z.string().min(1).max(200).optional().describe('In names and descriptions'),
  mine: z.enum(['true', 'false']).optional().describe('`true`: without those that others share'),
});

export function registerTriggers(app: DialectApp, { triggers }: DialectServices): void {
  app.get(
    '/v1/triggers',
    {
      schema: {
        tags,
        summary: 'The triggers that you can use',
        description: 'Your own first, then those that others share.',
        querystring: listQuery,
        response: { 200: z.object({ triggers: z.array(trigger) }).extend(pageOf) },
      },
    },
    async ({ principal, query: { page, limit, search, mine } }) => {
      const found = await triggers.list(principal, { page, limit, search, mineOnly: mine === 'true' });
      return { triggers: found.triggers.map(toTriggerBody), total: found.total, page, limit };
    },
  );

  app.post(
    '/v1/triggers',
    {
      schema: {
        tags,
        summary: 'Make a trigger',
        description:
          'When you say its `name`, as whole words and in any case, its `content` joins the prompt. ' +
          'A public one can be switched on by others for themselves.',
        body: triggerDraft,
        response: { 200: trigger },
      },
    },
    async ({ principal, body }) => toTriggerBody(await triggers.create(principal, body)),
  );

  app.get(
    '/v1/triggers/:triggerId',
    { schema: { tags, summary: 'One trigger', params, response: { 200: trigger } } },
    async ({ principal, params: { triggerId } }) => toTriggerBody(await triggers.get(principal, triggerId)),
  );

  app.put(
    '/v1/triggers/:triggerId',
    {
      schema: {
        tags,
        summary: 'Change a trigger',
        description:
          'What is left out stays as it is. Others who switched it on have to do so again when it says something else.',
        params,
        body: triggerDraft.partial(),
        response: { 200: trigger },
      },
    },
    async ({ principal, params: { triggerId }, body }) =>
      toTriggerBody(await triggers.update(principal, triggerId, body)),
  );

  app.delete(
    '/v1/triggers/:triggerId',
    { schema: { tags, summary: 'Delete a trigger', params, response: { 200: success } } },
    async ({ principal, params: { triggerId } }) => {
      await triggers.delete(principal, triggerId);
      return { success: true as const, message: 'Trigger deleted' };
    },
  );

  app.post(
    '/v1/triggers/:triggerId/enable',
    {
      schema: {
        tags,
        summary: 'Switch a trigger on for yourself',
        description: 'Your own one, or one that somebody shares, as it reads now.',
        params,
        response: { 200: trigger },
      },
    },
    async ({ principal, params: { triggerId } }) =>
      toTriggerBody(await triggers.enable(principal, triggerId)),
  );

  app.post(
    '/v1/triggers/:triggerId/disable',
    { schema: { tags, summary: 'Switch a trigger off for yourself', params, response: { 200: trigger } } },
    async ({ principal, params: { triggerId } }) =>
      toTriggerBody(await triggers.disable(principal, triggerId)),
  );
}
