import type { FastifyError } from 'fastify';
import type { DomainErrorCode } from '../domain/domain-error.ts';

/** The status that every protocol gives what the domain refused. */
export const DOMAIN_STATUS = {
  not_found: 404,
  invalid: 400,
  too_large: 413,
  conflict: 409,
  unauthenticated: 401,
  forbidden: 403,
} as const satisfies Record<DomainErrorCode, number>;

/** Messages of Fastify's own errors say what was wrong; these say it in words that a caller knows. */
const FASTIFY_MESSAGES: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is too large; this address takes at most 1 MB',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The Content-Type is not supported here; send application/json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The Content-Length does not match the body',
  FST_ERR_BAD_URL: 'The address is not valid',
};

export const DISK_FULL = 'The disk is full; nothing was changed. Make room and try again';

export function isDiskFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'SQLITE_FULL' || code === 'ENOSPC';
}

/** What a caller did wrong by the rules of HTTP; null for any other failure. */
export function requestFault(error: unknown): { status: number; message: string } | null {
  const { statusCode, code, message } = error as Partial<FastifyError>;
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return null;
  return {
    status: statusCode,
    message: FASTIFY_MESSAGES[code ?? ''] ?? message ?? 'The request is not valid',
  };
}
