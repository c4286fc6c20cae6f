import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { protectPages } from './page-headers.ts';

/**
 * What the page may do: its own scripts and styles, models and sounds as blobs, and talk to its own server.
 * three.js decodes textures from blobs.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self' blob: data:",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** Serves the renderer at `/app/`, and what ships with it at `/app/resources/`. */
export async function appPages(
  app: FastifyInstance,
  options: { rendererDirectory: string; resourcesDirectory: string },
): Promise<void> {
  protectPages(app, () => CONTENT_SECURITY_POLICY);
  app.get('/', async (_request, reply) => reply.redirect('/app/'));
  for (const name of ['avatars', 'animations'] as const) {
    await app.register(fastifyStatic, {
      root: `${options.resourcesDirectory}/${name}`,
      prefix: `/app/resources/${name}/`,
      decorateReply: false,
      index: false,
      dotfiles: 'deny',
    });
  }
  if (!existsSync(options.rendererDirectory)) {
    app.get('/app/', async (_request, reply) =>
      reply.code(503).type('text/plain').send('The app was not built yet: run npm run build'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: options.rendererDirectory,
    prefix: '/app/',
    decorateReply: false,
    dotfiles: 'deny',
    setHeaders: (reply, path) => {
      // Names of built assets hold their content's hash; the page itself must be asked for again.
      reply.header(
        'Cache-Control',
        path.includes('assets') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
}
