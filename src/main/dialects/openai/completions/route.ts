import { DomainError } from '../../../domain/domain-error.ts';
import { untilGone } from '../../../http/until-gone.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { completionHead } from '../completion-head.ts';
import { sendEventStream } from '../event-stream.ts';
import { modelNamed } from '../models/model-name.ts';
import { totalUsage } from '../usage.ts';
import { type CompletionRequest, completionRequest, toTextRequest } from './request.ts';
import { completion } from './response.ts';
import { collectText, type TextToWrite, textChunks } from './texts.ts';

export function registerCompletions(app: DialectApp, services: DialectServices): void {
  app.post(
    '/completions',
    {
      config: { scope: 'chat' },
      schema: {
        tags: ['Completions'],
        summary: 'How a model goes on from a text',
        description: 'Without any chat template: models that were made to chat may answer oddly.',
        body: completionRequest,
        response: { 200: completion },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const head = completionHead('cmpl', body.model, services.version);
      const texts = textsToWrite(services, body, untilGone(reply));
      const prompts = body.prompt.length;
      if (body.stream === true) {
        const includeUsage = body.stream_options?.include_usage === true;
        return await sendEventStream(request, reply, textChunks(head, texts, prompts, includeUsage));
      }
      const written: Awaited<ReturnType<typeof collectText>>[] = [];
      for (const [index, text] of texts.entries()) written.push(await collectText(index, text));
      return {
        ...head,
        object: 'text_completion' as const,
        choices: written.map(({ choice }) => choice),
        usage: totalUsage(
          written.map(({ usage }) => usage),
          prompts,
        ),
      };
    },
  );
}

function textsToWrite(
  { completions }: DialectServices,
  body: CompletionRequest,
  signal: AbortSignal,
): TextToWrite[] {
  const named = modelNamed(body.model);
  if (named.kind === 'character') {
    throw new DomainError('invalid', 'A character answers at /v1/chat/completions only', { field: 'model' });
  }
  return body.prompt.flatMap((prompt) =>
    Array.from({ length: body.n ?? 1 }, (_, choice) => ({
      echoed: body.echo === true ? prompt : '',
      begin: () => completions.ofModel(named.name, toTextRequest(body, prompt, choice), signal),
    })),
  );
}
