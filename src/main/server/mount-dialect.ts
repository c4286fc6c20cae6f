import type { FastifyRequest, HTTPMethods } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Dialect, DialectApp, DialectServices } from '../dialects/dialect.ts';
import type { Principal } from '../domain/accounts/principal.ts';
import { authorize } from '../http/auth/authorize.ts';
import { takeSignedAddress } from '../http/auth/guard.ts';
import { KnownMethods } from '../http/known-methods.ts';
import { registerOpenApi } from '../http/openapi/register-openapi.ts';
import { networkOf } from '../http/rate-limit/network-of.ts';
import { type LimitState, type RequestLimits, refuseExceeded } from '../http/rate-limit/request-limits.ts';
import { MethodNotAllowedError, refusalOf } from './nothing-here.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Belongs to a dialect, and is in that dialect's OpenAPI document only. */
    dialect?: boolean;
  }
}

const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Puts a dialect behind the same door as everything else: keys, limits, what a key may do; in its own words.
 *
 * @returns its OpenAPI document, once the server is ready
 */
export async function mountDialect(
  app: DialectApp,
  dialect: Dialect,
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
      requireKey(scope, dialect, services);
      const addresses = collectAddresses(scope, nameOf(dialect));
      if (ownsAllBelow(dialect)) refuseWhatIsNotThere(scope);
      dialect.routes(scope, services);
      if (!ownsAllBelow(dialect)) refuseOtherMethods(scope, addresses);
    },
    { prefix: dialect.prefix },
  );
  return () => document();
}

function requireKey(
  scope: DialectApp,
  dialect: Dialect,
  { authenticator, requestLimits, signer }: DialectServices,
): void {
  scope.addHook('onRequest', async (request, reply) => {
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

/** What its folder and the `api` of its conversations are called. */
function nameOf({ document }: Dialect): string {
  return document.path.split('/')[1] ?? '';
}

/** The methods of each address that is registered after this call. */
function collectAddresses(scope: DialectApp, api: string): Map<string, Set<string>> {
  const addresses = new Map<string, Set<string>>();
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, dialect: true, api };
    const methods = addresses.get(route.routePath) ?? new Set();
    for (const method of [route.method].flat()) methods.add(method);
    addresses.set(route.routePath, methods);
  });
  return addresses;
}

/** Whether no other API has addresses below its prefix, so that the 404 there is its own. */
function ownsAllBelow({ prefix, owns }: Dialect): boolean {
  return prefix !== '' && owns(`${prefix}/`);
}

/** Answers at once for every address below the prefix that has no route, or none for this method. */
function refuseWhatIsNotThere(scope: DialectApp): void {
  const methods = new KnownMethods(scope);
  scope.setNotFoundHandler((request, reply) => {
    throw refusalOf(request, reply, methods);
  });
}

/**
 * Takes every other method of these addresses: where a prefix is shared, its 404 is not the place to find out that
 * only the method was wrong. Each costs as much as a route at the start.
 */
function refuseOtherMethods(scope: DialectApp, addresses: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const [url, methods] of [...addresses]) {
    const allowed = [...methods].filter((method) => method !== 'HEAD').sort();
    scope.route({
      method: METHODS.filter((method) => !methods.has(method)) as HTTPMethods[],
      url,
      schema: { hide: true },
      handler: async (_request, reply) => {
        reply.header('Allow', allowed.join(', '));
        throw new MethodNotAllowedError(allowed);
      },
    });
  }
}
