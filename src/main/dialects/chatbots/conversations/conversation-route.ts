import { z } from 'zod';
import { EMOTIONS } from '../../../../shared/emotion.ts';
import type { Principal } from '../../../domain/accounts/principal.ts';
import type { Conversation } from '../../../domain/chat/message.ts';
import { DomainError, notFound } from '../../../domain/domain-error.ts';
import { untilGone } from '../../../http/until-gone.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success, timestamp } from '../envelope.ts';
import { endUserId, intent, UNKNOWN_INTENT } from './message-body.ts';

/** What its conversations are known by. */
const API = 'chatbots';

const params = z.object({ chatbotId: z.string() });

const question = z.object({
  message: z.string(),
  userId: endUserId.nullish().describe('Who says it, in your words; the same as in `/context/{userId}`'),
  conversationId: z.string().max(128).nullish().describe('Goes on in it; without it a conversation begins'),
});

const answer = z.object({
  response: z.string(),
  messageId: z.string().describe('Of the response; what a rating names'),
  conversationId: z.string(),
  userId: z.string().nullable(),
  intent,
  emotion: z.enum(EMOTIONS).nullable(),
  sources: z.array(
    z.object({
      documentId: z.string().describe('Also the id of a knowledge item'),
      knowledgeBaseId: z.string(),
      title: z.string(),
      page: z.int().nullable(),
      quote: z.string(),
    }),
  ),
  tokensUsed: z.int(),
  responseTimeMs: z.int(),
  createdAt: timestamp,
});

export function registerConversation(app: DialectApp, services: DialectServices): void {
  app.post(
    '/api/v1/chatbots/:chatbotId/conversation',
    {
      config: { scope: 'chat', limitGroup: 'conversation' },
      schema: {
        tags: ['Conversations'],
        summary: 'Say something, and get the response',
        description:
          'Answers from its knowledge bases name their `sources`. `intent` is that of the message, as far as the ' +
          'chatbot was trained to tell it.',
        params,
        body: question,
        response: { 200: enveloped(answer) },
      },
    },
    async (request, reply) => {
      const { principal, params, body } = request;
      const startMs = performance.now();
      const conversation = await conversationFor(services, principal, params.chatbotId, body);
      const said = await services.chat.say(principal, conversation.id, body.message, 'queue', {
        signal: untilGone(reply),
      });
      const found = await said.answer;
      if (found === null)
        throw new DomainError('conflict', 'The answer was cut off before anything was said');
      return success({
        response: found.content,
        messageId: found.id,
        conversationId: conversation.id,
        userId: conversation.endUser,
        intent: (await said.intent) ?? UNKNOWN_INTENT,
        emotion: found.emotion,
        sources: found.citations.map(({ documentId, knowledgeBaseId, filename, page, quote }) => ({
          documentId,
          knowledgeBaseId,
          title: filename,
          page,
          quote,
        })),
        tokensUsed: found.usage?.total_tokens ?? 0,
        responseTimeMs: Math.round(performance.now() - startMs),
        createdAt: new Date(found.createdAtMs).toISOString(),
      });
    },
  );
}

/** @throws DomainError `not_found`, also for one with another chatbot or another end user */
async function conversationFor(
  { chat, conversations }: DialectServices,
  principal: Principal,
  chatbotId: string,
  { message, userId, conversationId }: z.infer<typeof question>,
): Promise<Conversation> {
  const id = conversationId ?? null;
  const endUser = userId ?? undefined;
  if (id === null) return await chat.startConversation(principal, chatbotId, message, { endUser, api: API });
  const conversation = await conversations.get(principal, id);
  const isOfAnother =
    endUser !== undefined && conversation.endUser !== null && conversation.endUser !== endUser;
  if (conversation.characterId !== chatbotId || isOfAnother) throw notFound('conversation', id);
  return conversation;
}
