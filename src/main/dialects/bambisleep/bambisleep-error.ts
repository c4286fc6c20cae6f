import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DomainError } from '../../domain/domain-error.ts';
import { AccessError } from '../../http/auth/access-error.ts';
import { DOMAIN_STATUS, requestFault } from '../../http/failure-words.ts';
import { EngineError } from '../../inference/engine-error.ts';

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

interface Failure {
  status: number;
  body: ErrorBody;
  /** It is no trouble: the log need not have it. */
  expected?: true;
}

/** What the platform offers and Tomo does not have yet. */
export class NotAvailableError extends Error {
  override readonly name = 'NotAvailableError';
  /** As the table of what is not there yet calls it. */
  readonly operation: string;

  constructor(operation: string, message: string) {
    super(message);
    this.operation = operation;
  }
}

/** The address is there for WebSockets only. */
export class UpgradeRequiredError extends Error {
  override readonly name = 'UpgradeRequiredError';
  readonly statusCode = 426;
}

const CLOSED_BY_CLIENT = 499;

/** Answers a failure in the platform's shape and logs what is not the caller's fault. */
export function sendBambisleepError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, body, expected } = toBambisleepError(error);
  if (status >= 500 && expected !== true) request.log.error({ err: error }, 'request failed');
  if (error instanceof AccessError && error.retryAfterSeconds !== undefined) {
    reply.header('Retry-After', error.retryAfterSeconds);
  }
  void reply.code(status).type('application/json').send(body);
}

/** Translates any failure; what is not the caller's fault says nothing about its cause. */
export function toBambisleepError(error: unknown): Failure {
  if (error instanceof AccessError) {
    const { statusCode, message, retryAfterSeconds } = error;
    return failure(statusCode, message, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  }
  if (error instanceof DomainError) {
    return failure(DOMAIN_STATUS[error.code], error.message, camelCased(error.details));
  }
  if (error instanceof EngineError) return failure(503, error.message, { reason: error.code });
  if (error instanceof NotAvailableError) {
    const { operation, message } = error;
    return { ...failure(503, message, { operation, available: false }), expected: true };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const field = (first?.instancePath ?? '').split('/').filter(Boolean).join('.');
    const what = field === '' ? 'The request' : `'${field}'`;
    const reason = first?.message ?? 'see the documentation';
    return failure(400, `${what} is not valid: ${reason}`, field === '' ? {} : { field });
  }
  if ((error as Error).name === 'AbortError') return failure(CLOSED_BY_CLIENT, 'The client went away');
  const fault = requestFault(error);
  if (fault !== null) return failure(fault.status, fault.message);
  return failure(500, 'Something went wrong inside Tomo; its log says what');
}

function failure(status: number, message: string, details: Record<string, unknown> = {}): Failure {
  const code = CODES[status as keyof typeof CODES] ?? CODES[400];
  return { status, body: { error: true, code, message, details } };
}

/** The platform writes its names in camel case, the domain writes them for its own API. */
function camelCased(details: Record<string, unknown>): Record<string, unknown> {
  const rename = (name: string) =>
    name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [rename(name), value]));
}
