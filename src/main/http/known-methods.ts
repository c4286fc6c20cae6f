import type { FastifyInstance } from 'fastify';

/** Which methods each path has, so that a wrong one is answered with 405 and not with 404. */
export class KnownMethods {
  readonly #routes: { url: string; methods: string[]; pattern?: RegExp }[] = [];

  /** Learns the routes that are registered after this call. */
  constructor(app: FastifyInstance) {
    app.addHook('onRoute', (route) => {
      this.#routes.push({ url: route.url, methods: [route.method].flat() });
    });
  }

  /** @returns the methods that the path has, sorted; empty for an unknown path. */
  of(path: string): string[] {
    const methods = this.#routes.filter((route) => matches(route, path)).flatMap((route) => route.methods);
    return [...new Set(methods)].filter((method) => method !== 'OPTIONS').sort();
  }
}

/** Patterns are made when first asked for: most servers never need them. */
function matches(route: { url: string; pattern?: RegExp }, path: string): boolean {
  route.pattern ??= toPattern(route.url);
  return route.pattern.test(path);
}

function toPattern(url: string): RegExp {
  const source = url
    .split('/')
    .map((part) => {
      if (part.startsWith(':')) return '[^/]+';
      return part === '*' ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('/');
  return new RegExp(`^${source}/?$`);
}
