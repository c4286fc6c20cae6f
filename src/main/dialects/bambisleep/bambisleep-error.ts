import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { describeFailure, type Failure, reportFailure } from '../../http/describe-failure.ts';

/** The document names statuses and leaves the codes open; these are Tomo's. */
const CODES = {
  400: 'INVALID_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  426: 'UPGRADE_REQUIRED',
  429: 'RATE_LIMITED',
  500: 'INTERNAL_ERROR',
  503: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<number, string>;

export const bambisleepErrorBody = z.object({
  error: z.literal(true),
  code: z.enum(Object.values(CODES)),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});
type ErrorBody = z.infer<typeof bambisleepErrorBody>;

/** The address is there for WebSockets only. */
export class UpgradeRequiredError extends Error {
  override readonly name = 'UpgradeRequiredError';
  readonly statusCode = 426;
}

/** Answers a failure in the platform's shape and logs what is not the caller's fault. */
export function sendBambisleepError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = reportFailure(error, request);
  if (failure.retryAfterSeconds !== null) reply.header('Retry-After', failure.retryAfterSeconds);
  void reply.code(failure.status).type('application/json').send(inWords(failure));
}

/** Translates any failure; what is not the caller's fault says nothing about its cause. */
export function toBambisleepError(error: unknown): ErrorBody {
  return inWords(describeFailure(error));
}

function inWords({ status, message, details }: Failure): ErrorBody {
  const code = CODES[status as keyof typeof CODES] ?? CODES[400];
  return { error: true, code, message, details: camelCased(details) };
}

/** The platform writes its names in camel case, the domain writes them for its own API. */
function camelCased(details: Record<string, unknown>): Record<string, unknown> {
  const rename = (name: string) =>
    name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [rename(name), value]));
}
