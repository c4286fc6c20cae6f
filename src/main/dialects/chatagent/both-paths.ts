import type { DialectApp } from '../dialect.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The same address, written with a slash at its end or without it. */
    twin?: boolean;
  }
}

/** Every address that is registered after this call is also taken with a slash at its end, or without it. */
export function takeBothPaths(app: DialectApp): void {
  app.addHook('onRoute', (route) => {
    // Fastify adds HEAD by itself, and a WebSocket's handler is made already.
    if (route.config?.twin === true || route.method === 'HEAD' || route.wsHandler !== undefined) return;
    const { routePath, method, handler, schema, config, bodyLimit } = route;
    const twin = routePath.endsWith('/') ? routePath.slice(0, -1) : `${routePath}/`;
    app.route({
      method,
      url: twin,
      handler,
      ...(bodyLimit === undefined ? {} : { bodyLimit }),
      schema: { ...schema, hide: true },
      config: { ...config, twin: true },
    });
  });
}
