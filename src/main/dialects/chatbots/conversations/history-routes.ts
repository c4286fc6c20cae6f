import { z } from 'zod';
import { notFound } from '../../../domain/domain-error.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';
import { endUserId, pastMessage, toPastMessageBody } from './message-body.ts';

const tags = ['Conversations'];
const params = z.object({ chatbotId: z.string() });
const moment = z.iso.datetime({ offset: true }).or(z.iso.date());

const historyQuery = pageQuery.extend({
  userId: endUserId.optional(),
  conversationId: z.string().max(128).optional(),
  from: moment.optional().describe('From this moment on'),
  to: moment.optional().describe('Before this moment'),
  order: z.enum(['asc', 'desc']).default('asc').describe('`asc`: the oldest message first'),
});

const ratingDraft = z.object({
  messageId: z.string().min(1).max(128).describe('Of a response'),
  rating: z.int().min(1).max(5),
  comment: z.string().max(2_000).nullish(),
});

const rated = z.object({
  messageId: z.string(),
  conversationId: z.string(),
  rating: z.int(),
  comment: z.string().nullable(),
});

/** What was said with a chatbot, and what people think of it. */
export function registerHistory(app: DialectApp, services: DialectServices): void {
  const { characters, conversations, messageHistory, ratings } = services;

  app.get(
    '/api/v1/chatbots/:chatbotId/conversation/history',
    {
      config: { limitGroup: 'conversation' },
      schema: {
        tags,
        summary: 'What was said',
        description:
          'Messages and responses in all conversations of the account with this chatbot, the oldest first unless ' +
          '`order` says otherwise.',
        params,
        querystring: historyQuery,
        response: { 200: pageOf(pastMessage) },
      },
    },
    async ({ principal, params, query }) => {
      const { userId: endUser, conversationId, from, to, ...page } = query;
      const { id } = await characters.get(principal, params.chatbotId);
      if (conversationId !== undefined) {
        const conversation = await conversations.get(principal, conversationId);
        if (conversation.characterId !== id) throw notFound('conversation', conversationId);
      }
      const span = { fromMs: toMs(from), toMs: toMs(to) };
      const found = await messageHistory.page(principal, id, { endUser, conversationId, ...span, ...page });
      return paged(found.messages.map(toPastMessageBody), { total: found.total, ...page });
    },
  );

  app.post(
    '/api/v1/chatbots/:chatbotId/response-rating',
    {
      config: { scope: 'chat', limitGroup: 'conversation' },
      schema: {
        tags,
        summary: 'Rate a response',
        description:
          'Whole numbers from 1 to 5, by the account that the conversation belongs to. A second rating takes the ' +
          'place of the first.',
        params,
        body: ratingDraft,
        response: { 200: enveloped(rated) },
      },
    },
    async ({ principal, params, body }) => {
      const { id } = await characters.get(principal, params.chatbotId);
      const { messageId, rating, comment = null } = body;
      const conversationId = await ratings.rate(principal, messageId, rating, comment, { characterId: id });
      return success({ messageId, conversationId, rating, comment }, 'The response is rated');
    },
  );
}

function toMs(moment: string | undefined): number | undefined {
  return moment === undefined ? undefined : Date.parse(moment);
}
