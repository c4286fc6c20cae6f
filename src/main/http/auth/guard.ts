import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Principal } from '../../domain/accounts/principal.ts';
import { AccessError } from './access-error.ts';
import { isAllowedHost, isAllowedOrigin, type OriginPolicy } from './request-origin.ts';
import type { UrlSigner } from './signed-url.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; set for every route that is not public and was not asked with a signed address. */
    principal: Principal;
    /** Asked with a signed address, which is as good as the thing's owner. */
    signed?: true;
  }
  interface FastifyContextConfig {
    /** Answers without a key. */
    public?: boolean;
    /** Takes a signed address instead of a key. */
    signedUrl?: boolean;
  }
}

/** Refuses requests whose `Host` or `Origin` is not allowed, before anything else looks at them. */
export function guardOrigin(app: FastifyInstance, policy: () => OriginPolicy): void {
  app.addHook('onRequest', async (request, reply) => {
    const { host, origin } = request.headers;
    const allowed = policy();
    if (!isAllowedHost(host, allowed) || hasSecondHost(request.raw.rawHeaders)) {
      throw new AccessError('forbidden_host', 'The Host header must be a loopback name with the right port');
    }
    if (!isAllowedOrigin(origin, allowed)) {
      throw new AccessError('forbidden_origin', 'Requests from this origin are not allowed');
    }
    if (origin !== undefined && allowed.allowedOrigins.includes(origin)) {
      reply.headers({ 'Access-Control-Allow-Origin': origin, Vary: 'Origin' });
      if (request.method === 'OPTIONS') return reply.code(204).headers(PREFLIGHT).send();
    }
  });
}

/** What a page of an origin that the owner allowed may send. */
const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Range',
  'Access-Control-Max-Age': '600',
};

/** Node keeps the first `Host` header; whoever passed the request on may have looked at another one. */
function hasSecondHost(rawHeaders: readonly string[]): boolean {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') count++;
  }
  return count > 1;
}

/** Lets in whoever asks with a signed address and no key, where the route takes that. @returns whether it did */
export function takeSignedAddress(request: FastifyRequest, signer: UrlSigner): boolean {
  if (request.routeOptions.config.signedUrl !== true || bearerToken(request) !== undefined) return false;
  const [path = '', query = ''] = request.url.split('?');
  if (!signer.verify(path, new URLSearchParams(query))) return false;
  request.signed = true;
  return true;
}

/** Who may see a thing that has a signed address: null for whoever has that. */
export function viewerOf(request: FastifyRequest): Principal | null {
  return request.signed === true ? null : request.principal;
}

/** The token of an `Authorization: Bearer` header. */
export function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
