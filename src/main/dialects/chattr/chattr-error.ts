import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DomainError } from '../../domain/domain-error.ts';
import { AccessError } from '../../http/auth/access-error.ts';
import { DOMAIN_STATUS, requestFault } from '../../http/failure-words.ts';
import { EngineError } from '../../inference/engine-error.ts';

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

export interface ChattrError {
  status: number;
  code: string;
  message: string;
  details: Record<string, unknown>;
  /** It is no trouble: the log need not have it. */
  expected?: true;
}

export const chattrErrorBody = z.object({
  error: z.object({
    code: z.enum(Object.values(CODES)),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
});

/** What the platform offers and Tomo cannot do. */
export class NotAvailableError extends Error {
  override readonly name = 'NotAvailableError';
  readonly feature: string;

  constructor(feature: string, message: string) {
    super(message);
    this.feature = feature;
  }
}

const CLOSED_BY_CLIENT = 499;

/** Answers a failure in Chattr's shape and logs what is not the caller's fault. */
export function sendChattrError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, code, message, details, expected } = toChattrError(error);
  if (status >= 500 && expected !== true) request.log.error({ err: error }, 'request failed');
  if (error instanceof AccessError && error.retryAfterSeconds !== undefined) {
    reply.header('Retry-After', error.retryAfterSeconds);
  }
  void reply.code(status).type('application/json').send({ error: { code, message, details } });
}

/** Translates any failure; what is not the caller's fault says nothing about its cause. */
export function toChattrError(error: unknown): ChattrError {
  if (error instanceof AccessError) {
    const { statusCode, message, retryAfterSeconds } = error;
    const details = retryAfterSeconds === undefined ? {} : { retry_after_seconds: retryAfterSeconds };
    return failure(statusCode, message, details);
  }
  if (error instanceof DomainError) return failure(DOMAIN_STATUS[error.code], error.message, error.details);
  if (error instanceof EngineError) return failure(503, error.message, { reason: error.code });
  if (error instanceof NotAvailableError) {
    return { ...failure(503, error.message, { feature: error.feature, available: false }), expected: true };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const field = (first?.instancePath ?? '').split('/').filter(Boolean).join('.');
    const what = field === '' ? 'The request' : `'${field}'`;
    const details = field === '' ? {} : { field };
    return failure(400, `${what} is not valid: ${first?.message ?? 'see the documentation'}`, details);
  }
  if ((error as Error).name === 'AbortError') return failure(CLOSED_BY_CLIENT, 'The client went away');
  const fault = requestFault(error);
  if (fault !== null) return failure(fault.status, fault.message);
  return failure(500, 'Something went wrong inside Tomo; its log says what');
}

function failure(status: number, message: string, details: Record<string, unknown> = {}): ChattrError {
  return { status, code: CODES[status as keyof typeof CODES] ?? CODES[400], message, details };
}
