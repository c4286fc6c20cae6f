import { z } from 'zod';
import { id } from '../../../shared/api/common.ts';
import {
  conversation,
  conversationChanges,
  conversationDraft,
  conversationList,
  conversationListQuery,
  message,
  messageDraft,
} from '../../../shared/api/conversations.ts';
import { type NativeApp, type NativeServices, toPagination } from '../native-app.ts';
import { FailureAbout } from '../native-error.ts';
import { toConversationBody, toConversationItem, toMessageBody } from './conversation-body.ts';

const params = z.object({ conversation_id: id });
const tags = ['Conversations'];

export function registerConversations(app: NativeApp, services: NativeServices): void {
  const { conversations, chat } = services;

  app.get(
    '/conversations',
    {
      schema: {
        tags,
        summary: 'List conversations',
        description: 'Newest activity first, a page at a time, without their messages.',
        querystring: conversationListQuery,
        response: { 200: conversationList },
      },
    },
    async (request) => {
      const { page, limit, character_id: characterId, owner, visitors, search } = request.query;
      const found = await conversations.list(request.principal, {
        page,
        limit,
        characterId,
        mineOnly: owner === 'me',
        visitors,
        search,
      });
      return {
        conversations: found.conversations.map(toConversationItem),
        pagination: toPagination({ page, limit }, found.total),
      };
    },
  );

  app.post(
    '/conversations',
    {
      config: { scope: 'chat' },
      schema: {
        tags,
        summary: 'Start a conversation',
        description:
          'With `initial_message` the answer holds that message and what the character says to it.',
        body: conversationDraft,
        response: { 201: conversation },
      },
    },
    async (request, reply) => {
      const { character_id, initial_message } = request.body;
      const started = await chat.startConversation(request.principal, character_id, initial_message);
      if (initial_message !== undefined) {
        const { answer } = await chat.say(request.principal, started.id, initial_message);
        await answer.catch((error: unknown) => {
          throw new FailureAbout(error, { conversation_id: started.id });
        });
      }
      const messages = await conversations.messages(started.id);
      return reply.code(201).send(toConversationBody(services, request, started, messages));
    },
  );

  app.get(
    '/conversations/:conversation_id',
    {
      schema: {
        tags,
        summary: 'One conversation',
        description: 'With its messages, oldest first.',
        params,
        response: { 200: conversation },
      },
    },
    async (request) => {
      const found = await conversations.get(request.principal, request.params.conversation_id);
      const messages = await conversations.messages(found.id);
      return toConversationBody(services, request, found, messages);
    },
  );

  app.patch(
    '/conversations/:conversation_id',
    {
      schema: {
        tags,
        summary: 'Rename a conversation',
        description: 'With `null` it is called by its first words again.',
        params,
        body: conversationChanges,
        response: { 200: conversation },
      },
    },
    async (request) => {
      const { conversation_id } = request.params;
      const renamed = await conversations.rename(request.principal, conversation_id, request.body.title);
      return toConversationBody(services, request, renamed, await conversations.messages(renamed.id));
    },
  );

  app.delete(
    '/conversations/:conversation_id',
    {
      schema: {
        tags,
        summary: 'Delete a conversation',
        description: 'With its messages and their sounds. It cannot be undone.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await chat.deleteConversation(request.principal, request.params.conversation_id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/conversations/:conversation_id/messages',
    {
      config: { scope: 'chat' },
      schema: {
        tags,
        summary: 'Say something',
        description:
          'Answers as soon as the message is stored. What the character says comes over the WebSocket at `/v1/ws`, ' +
          'and is in the conversation once it is whole.',
        params,
        body: messageDraft,
        response: { 200: message },
      },
    },
    async (request) => {
      const { content, when_busy } = request.body;
      const exchange = await chat.say(request.principal, request.params.conversation_id, content, when_busy);
      return toMessageBody(services, request, exchange.message);
    },
  );
}
