import type { FastifyInstance } from 'fastify';

/** Lets the pages of this scope do only what `contentSecurityPolicy` allows them, and keeps others away from them. */
export function protectPages(app: FastifyInstance, contentSecurityPolicy: () => readonly string[]): void {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, public: true };
    route.schema = { ...route.schema, hide: true };
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('Content-Security-Policy', contentSecurityPolicy().join('; '));
    reply.header('X-Content-Type-Options', 'nosniff');
    reply.header('Referrer-Policy', 'no-referrer');
    reply.header('Cross-Origin-Opener-Policy', 'same-origin');
    reply.header('Cross-Origin-Resource-Policy', 'same-origin');
  });
}
