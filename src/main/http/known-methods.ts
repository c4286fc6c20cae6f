import type { FastifyInstance } from 'fastify';

/** Which methods each path has, so that a wrong one is answered with 405 and not with 404. */
export class KnownMethods {
  readonly #routes: { pattern: RegExp; method: string }[] = [];

  /** Learns the routes that are registered after this call. */
  constructor(app: FastifyInstance) {
    app.addHook('onRoute', (route) => {
      const pattern = toPattern(route.url);
      for (const method of [route.method].flat()) this.#routes.push({ pattern, method });
    });
  }

  /** @returns the methods that the path has, sorted; empty for an unknown path. */
  of(path: string): string[] {
    const methods = this.#routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return [...new Set(methods)].filter((method) => method !== 'OPTIONS').sort();
  }
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
