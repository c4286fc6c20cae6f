import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { languageOf } from '../messages/language.ts';
import { textFor } from '../messages/text-for.ts';
import {
  conversation,
  conversationChanges,
  conversationDraft,
  conversationList,
  conversationQuery,
  deleted,
  toConversationBody,
  toListed,
} from './conversation-body.ts';

const tags = ['Conversations'];
const params = z.object({ conversation_id: z.string() });

export function registerConversations(app: DialectApp, services: DialectServices): void {
  const { chat, conversations, conversationEdits } = services;

  app.post(
    '/api/v1/conversations/',
    {
      config: { scope: 'chat' },
      schema: {
        tags,
        summary: 'Begin a conversation with a bot',
        body: conversationDraft,
        response: { 201: conversation },
      },
    },
    async (request, reply) => {
      const { bot_id, title, platform, platform_chat_id, context } = request.body;
      const begun = await chat.startConversation(request.principal, bot_id, undefined, {
        api: 'chatagent',
        title: title ?? null,
        context: context ?? null,
        platform,
        platformChatId: platform_chat_id ?? null,
      });
      return reply.code(201).send(toConversationBody(begun));
    },
  );

  app.get(
    '/api/v1/conversations/',
    {
      schema: {
        tags,
        summary: 'The conversations of the account',
        description:
          'The one in which something was said last comes first; those held elsewhere are among them.',
        querystring: conversationQuery,
        response: { 200: conversationList },
      },
    },
    async (request) => {
      const { limit, offset, bot_id, status } = request.query;
      const found = await conversations.list(request.principal, {
        limit,
        offset,
        characterId: bot_id,
        ended: status === undefined ? undefined : status === 'ended',
        mineOnly: true,
      });
      return { conversations: found.conversations.map(toListed), total: found.total, limit, offset };
    },
  );

  app.get(
    '/api/v1/conversations/:conversation_id',
    { schema: { tags, summary: 'One conversation', params, response: { 200: conversation } } },
    async ({ principal, params: { conversation_id } }) =>
      toConversationBody(await conversations.get(principal, conversation_id)),
  );

  app.put(
    '/api/v1/conversations/:conversation_id',
    {
      schema: {
        tags,
        summary: 'Change a conversation, or end it',
        description: 'What is left out stays as it is. What is said in one that ended begins it again.',
        params,
        body: conversationChanges,
        response: { 200: conversation },
      },
    },
    async ({ principal, params: { conversation_id }, body: { title, context, status } }) => {
      const ended = status === undefined ? undefined : status === 'ended';
      const changes = { title, context, ended };
      return toConversationBody(await conversationEdits.change(principal, conversation_id, changes));
    },
  );

  app.delete(
    '/api/v1/conversations/:conversation_id',
    {
      schema: {
        tags,
        summary: 'Delete a conversation',
        description: 'With everything that was said in it.',
        params,
        response: { 200: deleted },
      },
    },
    async (request) => {
      const { conversation_id } = request.params;
      await chat.deleteConversation(request.principal, conversation_id);
      const message = textFor(languageOf(request), 'conversation_deleted');
      return { success: true as const, message, conversation_id };
    },
  );
}
