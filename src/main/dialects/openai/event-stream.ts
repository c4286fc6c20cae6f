import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { openAiErrorBody, toOpenAiError } from './openai-error.ts';

/**
 * Sends chunks as server-sent events, `[DONE]` after the last. What fails before the first chunk fails the request;
 * what fails later is told in the stream.
 */
export async function sendEventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  chunks: AsyncGenerator<object>,
): Promise<FastifyReply> {
  const first = await chunks.next();
  const lines = async function* () {
    try {
      if (first.done !== true) yield event(first.value);
      for await (const chunk of chunks) yield event(chunk);
      yield 'data: [DONE]\n\n';
    } catch (error) {
      const failure = toOpenAiError(error);
      if (failure.status >= 500) request.log.error({ err: error }, 'stream failed');
      yield event(openAiErrorBody(failure));
    }
  };
  return reply
    .headers({ 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' })
    .type('text/event-stream; charset=utf-8')
    .send(Readable.from(lines()));
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
