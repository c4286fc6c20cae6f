import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KnownMethods } from '../http/known-methods.ts';

/** An address that exists was asked with a method that it does not take. */
export class MethodNotAllowedError extends Error {
  override readonly name = 'MethodNotAllowedError';
  readonly statusCode = 405;

  constructor(allowed: readonly string[]) {
    super(`This address takes ${allowed.join(', ')}`);
  }
}

/** There is nothing at an address. */
class NothingHereError extends Error {
  override readonly name = 'NothingHereError';
  readonly statusCode = 404;
}

/** Why no route takes a request: its address, or only its method. Tells the methods in `Allow` then. */
export function refusalOf(
  request: FastifyRequest,
  reply: FastifyReply,
  methods: KnownMethods,
): MethodNotAllowedError | NothingHereError {
  const allowed = methods.of(pathOf(request));
  if (allowed.length === 0 || allowed.includes(request.method)) {
    return new NothingHereError('There is nothing at this address');
  }
  const named = allowed.filter((method) => method !== 'HEAD');
  reply.header('Allow', named.join(', '));
  return new MethodNotAllowedError(named);
}

/** The address of a request without its query. */
export function pathOf({ url }: { url: string }): string {
  return url.split('?')[0] ?? '';
}
