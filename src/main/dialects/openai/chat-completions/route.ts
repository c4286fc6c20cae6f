import type { Principal } from '../../../domain/accounts/principal.ts';
import { DomainError } from '../../../domain/domain-error.ts';
import { untilGone } from '../../../http/until-gone.ts';
import type { GenerateEvent } from '../../../inference/llm.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { completionHead } from '../completion-head.ts';
import { sendEventStream } from '../event-stream.ts';
import { modelNamed } from '../models/model-name.ts';
import { totalUsage } from '../usage.ts';
import { collectChoice } from './choice.ts';
import { chatChunks } from './chunks.ts';
import { type ChatCompletionRequest, chatCompletionRequest, toChatRequest } from './request.ts';
import { chatCompletion } from './response.ts';

export function registerChatCompletions(app: DialectApp, services: DialectServices): void {
  app.post(
    '/chat/completions',
    {
      config: { scope: 'chat' },
      schema: {
        tags: ['Chat'],
        summary: 'What a model or a character answers',
        description: 'Nothing is stored: the messages are all that is known of the conversation.',
        body: chatCompletionRequest,
        response: { 200: chatCompletion },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const signal = untilGone(reply);
      const head = completionHead('chatcmpl', body.model, services.version);
      const answers = Array.from(
        { length: body.n ?? 1 },
        (_, index) => () => answer(services, request.principal, body, index, signal),
      );
      if (body.stream === true) {
        const includeUsage = body.stream_options?.include_usage === true;
        return await sendEventStream(request, reply, chatChunks(head, answers, includeUsage));
      }
      // One after the other: the next one need not evaluate the prompt again.
      const collected: Awaited<ReturnType<typeof collectChoice>>[] = [];
      for (const [index, begin] of answers.entries()) collected.push(await collectChoice(index, begin()));
      return {
        ...head,
        object: 'chat.completion' as const,
        choices: collected.map(({ choice }) => choice),
        usage: totalUsage(collected.map(({ usage }) => usage)),
      };
    },
  );
}

function answer(
  { completions }: DialectServices,
  principal: Principal,
  body: ChatCompletionRequest,
  index: number,
  signal: AbortSignal,
): AsyncIterable<GenerateEvent> {
  const request = toChatRequest(body, index);
  const named = modelNamed(body.model);
  if (named.kind === 'model') return completions.ofModel(named.name, request, signal);
  if (request.alternatives !== undefined) {
    throw new DomainError('invalid', 'A character does not tell how likely its words were', {
      field: 'logprobs',
    });
  }
  return completions.ofCharacter(principal, named.id, request, signal);
}
