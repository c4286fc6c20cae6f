import type { FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Dialect, DialectApp, DialectServices } from '../dialects/dialect.ts';
import type { Principal } from '../domain/accounts/principal.ts';
import { authorize } from '../http/auth/authorize.ts';
import { takeSignedAddress } from '../http/auth/guard.ts';
import { KnownMethods } from '../http/known-methods.ts';
import { registerOpenApi } from '../http/openapi/register-openapi.ts';
import { networkOf } from '../http/rate-limit/network-of.ts';
import { type LimitState, type RequestLimits, refuseExceeded } from '../http/rate-limit/request-limits.ts';
import { pathOf, refusalOf } from './nothing-here.ts';

/**
 * Puts a dialect behind the same door as everything else: keys, limits, what a key may do; in its own words.
 *
 * @param at.name what figures and conversations call it
 * @returns its OpenAPI document, once the app is ready
 */
export async function mountDialect(
  app: DialectApp,
  dialect: Dialect,
  at: { prefix: string; name: string },
  services: DialectServices,
): Promise<() => object> {
  let document: () => object = () => ({});
  await app.register(
    async (scope: DialectApp) => {
      scope.setValidatorCompiler(validatorCompiler);
      scope.setSerializerCompiler(serializerCompiler);
      scope.setErrorHandler(dialect.sendError);
      await registerOpenApi(scope, dialect.document, services.version);
      document = () => scope.swagger();
      const methods = new KnownMethods(scope);
      requireKey(scope, dialect, services, methods);
      scope.setNotFoundHandler((request, reply) => {
        throw refusalOf(request, reply, methods);
      });
      scope.addHook('onRoute', (route) => {
        route.config = { ...route.config, api: at.name };
      });
      dialect.routes(scope, services);
    },
    { prefix: at.prefix },
  );
  return () => document();
}

/** A wrong method is refused behind the door, an address that nobody has before it. */
function requireKey(
  scope: DialectApp,
  dialect: Dialect,
  { authenticator, requestLimits, signer }: DialectServices,
  methods: KnownMethods,
): void {
  scope.addHook('onRequest', async (request, reply) => {
    if (request.is404 && methods.of(pathOf(request)).length === 0) return;
    const { config } = request.routeOptions;
    const count = async (principal: Principal | null) => {
      const state = await takeRequest(dialect, requestLimits, request, principal);
      if (state !== null) dialect.showLimits(reply, state);
      refuseExceeded(state);
    };
    if (config.public === true) {
      return authenticator.isOwners(dialect.tokenOf(request)) ? undefined : await count(null);
    }
    if (takeSignedAddress(request, signer)) return;
    const token = dialect.tokenOf(request);
    if (token === undefined && dialect.countsKeyless === true) await count(null);
    request.principal = await authenticator.authenticate(token, request.ip);
    await count(request.principal);
    authorize(request.principal, request.method, config);
  });
}

/** Counts a request by the dialect's own rule where it has one. @param principal null on a public route */
async function takeRequest(
  dialect: Dialect,
  limits: RequestLimits,
  request: FastifyRequest,
  principal: Principal | null,
): Promise<LimitState | null> {
  if (principal?.role === 'owner') return null;
  if (dialect.limitOf === undefined) return principal === null ? null : await limits.take(principal);
  const rule = dialect.limitOf(request, principal);
  return rule === null ? null : await limits.takeBy(rule, principal?.userId ?? networkOf(request.ip));
}
