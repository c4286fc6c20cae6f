import type { FastifyRequest } from 'fastify';
import { bearerToken } from '../../http/auth/guard.ts';

/** A JWT or a key as `Authorization: Bearer`, or a key in `X-API-Key`. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const key = request.headers['x-api-key'];
  return bearerToken(request) ?? (typeof key === 'string' ? key.trim() || undefined : undefined);
}
