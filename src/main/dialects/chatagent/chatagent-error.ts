import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Failure, reportFailure } from '../../http/describe-failure.ts';

/** The document has eight codes, and these for what it does not mention. */
const CODES = {
  400: 'VALIDATION_ERROR',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'DUPLICATE_RESOURCE',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMIT_EXCEEDED',
  500: 'INTERNAL_ERROR',
  503: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<number, string>;

export const chatagentErrorBody = z.object({
  error: z.object({
    code: z.enum(Object.values(CODES)),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
  timestamp: z.iso.datetime(),
  request_id: z.string(),
});

/** Answers a failure in ChatAgent's shape and logs what is not the caller's fault. */
export function sendChatagentError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = reportFailure(error, request);
  if (failure.retryAfterSeconds !== null) reply.header('Retry-After', failure.retryAfterSeconds);
  void reply
    .code(failure.status)
    .type('application/json')
    .send(toChatagentError(failure, `req_${request.id}`));
}

/** A failure as this platform words it. */
export function toChatagentError(
  { status, message, details }: Failure,
  requestId: string,
): z.infer<typeof chatagentErrorBody> {
  const code = CODES[status as keyof typeof CODES] ?? CODES[400];
  return { error: { code, message, details }, timestamp: new Date().toISOString(), request_id: requestId };
}
