import type { FastifyContextConfig } from 'fastify';
import type { Principal, Scope } from '../../domain/accounts/principal.ts';
import { AccessError } from './access-error.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What an API key must be allowed; `read` for GET and `write` for the others when it is left out. */
    scope?: Scope;
    /** Only for whoever has the owner's key. */
    ownerOnly?: boolean;
    /** Only for the owner and admins. */
    adminOnly?: boolean;
    /** Not for API keys: what could give a key more than it has. */
    inPerson?: boolean;
  }
}

/** Whether this principal may use a route at all; whose things it finds there is the domain's business. */
export function authorize(principal: Principal, method: string, config: FastifyContextConfig): void {
  if (config.ownerOnly === true && principal.role !== 'owner') {
    throw new AccessError('forbidden', 'Only the owner may do this');
  }
  if (config.adminOnly === true && principal.role === 'user') {
    throw new AccessError('forbidden', 'Only the owner and admins may do this');
  }
  if (config.inPerson === true && principal.credential === 'api_key') {
    throw new AccessError('forbidden', "An API key cannot do this; sign in, or use the owner's key");
  }
  requireScope(principal, config.scope ?? (method === 'GET' || method === 'HEAD' ? 'read' : 'write'));
}

/** @throws AccessError `forbidden` */
export function requireScope(principal: Principal, scope: Scope): void {
  if (principal.scopes.includes(scope)) return;
  throw new AccessError('forbidden', `This API key has no scope '${scope}'`);
}
