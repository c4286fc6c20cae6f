import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { describeFailure, type Failure, reportFailure } from '../../http/describe-failure.ts';

/** The document has seven codes, and these for what it does not mention. */
const CODES = {
  400: 'INVALID_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMIT_EXCEEDED',
  500: 'INTERNAL_ERROR',
  503: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<number, string>;

export const chattrErrorBody = z.object({
  error: z.object({
    code: z.enum(Object.values(CODES)),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
});

type ErrorBody = z.infer<typeof chattrErrorBody>['error'];

/** Answers a failure in Chattr's shape and logs what is not the caller's fault. */
export function sendChattrError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = reportFailure(error, request);
  if (failure.retryAfterSeconds !== null) reply.header('Retry-After', failure.retryAfterSeconds);
  void reply
    .code(failure.status)
    .type('application/json')
    .send({ error: inWords(failure) });
}

/** Translates any failure; what is not the caller's fault says nothing about its cause. */
export function toChattrError(error: unknown): ErrorBody {
  return inWords(describeFailure(error));
}

function inWords({ status, message, details }: Failure): ErrorBody {
  return { code: CODES[status as keyof typeof CODES] ?? CODES[400], message, details };
}
