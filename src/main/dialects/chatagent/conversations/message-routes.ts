import { z } from 'zod';
import { DomainError } from '../../../domain/domain-error.ts';
import { untilGone } from '../../../http/until-gone.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { offsetPage } from '../page.ts';
import { exchange, messageDraft, messageList, toMessageBody } from './conversation-body.ts';
import { sayToBot } from './say-to-bot.ts';

const tags = ['Conversations'];
const params = z.object({ conversation_id: z.string() });
const url = '/api/v1/conversations/:conversation_id/messages';

export function registerMessages(app: DialectApp, services: DialectServices): void {
  app.post(
    url,
    {
      config: { scope: 'chat' },
      schema: {
        tags,
        summary: 'Say something, and get the answer',
        description:
          'Messages are answered one after the other. A bot that was stopped answers with 503. Whoever goes away before ' +
          'the answer is there cuts it off.',
        params,
        body: messageDraft,
        response: { 200: exchange },
      },
    },
    async (request, reply) => {
      const { content, metadata } = request.body;
      const options = { metadata: metadata ?? undefined, signal: untilGone(reply) };
      const { conversation_id } = request.params;
      const said = await sayToBot(services, request.principal, conversation_id, content, options);
      const answer = await said.answer;
      if (answer === null) {
        throw new DomainError('conflict', 'The answer was cut off before anything was said');
      }
      return {
        user_message: toMessageBody(said.message, said.conversation),
        bot_response: toMessageBody(answer, said.conversation),
      };
    },
  );

  app.get(
    url,
    {
      schema: {
        tags,
        summary: 'What was said in a conversation',
        description: 'Oldest first.',
        params,
        querystring: offsetPage(50),
        response: { 200: messageList },
      },
    },
    async ({ principal, params: { conversation_id }, query: { limit, offset } }) => {
      const conversation = await services.conversations.get(principal, conversation_id);
      const { messages, total } = await services.messagePages.of([conversation_id], { limit, offset });
      return { messages: messages.map((one) => toMessageBody(one, conversation)), total, limit, offset };
    },
  );
}
