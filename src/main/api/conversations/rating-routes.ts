import { z } from 'zod';
import { id } from '../../../shared/api/common.ts';
import { message, ratingDraft } from '../../../shared/api/conversations.ts';
import { notFound } from '../../domain/domain-error.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';
import { toMessageBody } from './conversation-body.ts';

const params = z.object({ message_id: id });
const tags = ['Conversations'];
const url = '/messages/:message_id/rating';

/** What people think of an answer. */
export function registerRatings(app: NativeApp, services: NativeServices): void {
  const { conversations, ratings } = services;

  app.post(
    url,
    {
      config: { scope: 'chat' },
      schema: {
        tags,
        summary: 'Rate an answer',
        description: 'From 1 to 5. A second rating takes the place of the first.',
        params,
        body: ratingDraft,
        response: { 200: message },
      },
    },
    async (request) => {
      const { message_id } = request.params;
      const { rating, comment } = request.body;
      const conversationId = await ratings.rate(request.principal, message_id, rating, comment ?? null);
      const rated = (await conversations.messages(conversationId)).find((item) => item.id === message_id);
      if (rated === undefined) throw notFound('message', message_id);
      return toMessageBody(services, request, rated);
    },
  );

  app.delete(
    url,
    {
      config: { scope: 'chat' },
      schema: {
        tags,
        summary: 'Take a rating back',
        description: 'With its comment. The answer counts as not rated then.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await ratings.remove(request.principal, request.params.message_id);
      return reply.code(204).send(null);
    },
  );
}
