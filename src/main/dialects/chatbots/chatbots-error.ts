import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { reportFailure } from '../../http/describe-failure.ts';

/** The document has seven codes, and these for what it does not mention. */
const CODES = {
  400: 'VALIDATION_ERROR',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMIT_EXCEEDED',
  500: 'SERVER_ERROR',
  501: 'NOT_IMPLEMENTED',
  503: 'SERVER_ERROR',
} as const satisfies Record<number, string>;

export const chatbotsErrorBody = z.object({
  status: z.literal('error'),
  message: z.string(),
  code: z.enum([...new Set(Object.values(CODES))]),
});

/** Answers a failure in the platform's shape and logs what is not the caller's fault. */
export function sendChatbotsError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status: found, message, kind, retryAfterSeconds } = reportFailure(error, request);
  const status = kind === 'not_available' ? 501 : found;
  if (retryAfterSeconds !== null) reply.header('Retry-After', retryAfterSeconds);
  const code = CODES[status as keyof typeof CODES] ?? CODES[400];
  void reply.code(status).type('application/json').send({ status: 'error', message, code });
}
