import { z } from 'zod';
import { notFound } from '../../../domain/domain-error.ts';
import { promptModifier } from '../../../domain/personalities/prompt-modifier.ts';
import { untilGone } from '../../../http/until-gone.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success } from '../envelope.ts';

const MESSAGE_CHARS_MAX = 4_000;
const ANSWER_TOKENS_MAX = 200;

const trial = z.object({
  message: z.string().trim().min(1).max(MESSAGE_CHARS_MAX),
  personalityId: z.string().nullish().describe('Without one, the chatbot speaks in no personality'),
});

/** What a chatbot would answer with a personality that is not in use: an extension, for whoever compares them. */
export function registerTrial(app: DialectApp, { completions, personalities }: DialectServices): void {
  app.post(
    '/api/v1/chatbots/:chatbotId/personalities/try',
    {
      config: { scope: 'chat', limitGroup: 'conversation' },
      schema: {
        tags: ['Personalities'],
        summary: 'Try a personality',
        description: 'Answers one message; nothing of it is kept, and no knowledge or memory is used.',
        params: z.object({ chatbotId: z.string() }),
        body: trial,
        response: { 200: enveloped(z.object({ response: z.string() })) },
      },
    },
    async (request, reply) => {
      const { principal, params, body } = request;
      const chosen =
        body.personalityId == null ? null : await personalities.get(principal, body.personalityId);
      if (chosen !== null && chosen.characterId !== params.chatbotId)
        throw notFound('personality', chosen.id);
      const messages = [{ role: 'user' as const, content: body.message }];
      const asked = { messages, maxTokens: ANSWER_TOKENS_MAX };
      const manner = chosen === null ? '' : promptModifier(chosen);
      let response = '';
      const signal = untilGone(reply);
      for await (const event of completions.ofCharacter(principal, params.chatbotId, asked, signal, manner)) {
        if (event.type === 'text') response += event.text;
      }
      return success({ response: response.trim() });
    },
  );
}
