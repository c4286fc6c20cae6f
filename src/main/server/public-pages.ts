import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DomainError } from '../domain/domain-error.ts';
import type { PublicationService } from '../domain/publication/publication-service.ts';
import { protectPages } from './page-headers.ts';

/** As for the app, and stricter: these pages are for everybody. three.js decodes textures from blobs. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self' blob: data:",
  "base-uri 'none'",
  "form-action 'none'",
];

export interface PublicPagesOptions {
  rendererDirectory: string;
  publications: PublicationService;
  /** The websites that may show a published character in a frame. */
  allowedOrigins(): readonly string[];
}

/** The pages of published characters: `/c/SLUG`, and `/embed/CHARACTER_ID` for frames of other websites. */
export async function publicPages(app: FastifyInstance, options: PublicPagesOptions): Promise<void> {
  await app.register(async (scope) => {
    protectPages(scope, () => [...CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"]);
    scope.get<{ Params: { ref: string } }>('/c/:ref', (request, reply) =>
      sendPage(reply, options, request.params.ref),
    );
  });
  await app.register(async (scope) => {
    protectPages(scope, () => [
      ...CONTENT_SECURITY_POLICY,
      `frame-ancestors 'self' ${options.allowedOrigins().join(' ')}`,
    ]);
    scope.get<{ Params: { ref: string } }>('/embed/:ref', (request, reply) =>
      sendPage(reply, options, request.params.ref),
    );
  });
}

/** The same page for a character that is not there, which says so to people; programs are told by the status. */
async function sendPage(
  reply: FastifyReply,
  { rendererDirectory, publications }: PublicPagesOptions,
  ref: string,
): Promise<FastifyReply> {
  const file = join(rendererDirectory, 'public.html');
  if (!existsSync(file)) {
    return reply.code(503).type('text/plain').send('The pages were not built yet: run npm run build');
  }
  const character = await publications.published(ref).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'not_found') return null;
    throw error;
  });
  // It is built to lie beside its assets, but is shown at other addresses.
  const page = (await readFile(file, 'utf8')).replaceAll('="./', '="/app/');
  const head =
    character === null
      ? '<title>Nobody is here</title>'
      : `<title>${escaped(character.name)}</title><meta name="description" content="${escaped(character.description)}">`;
  return reply
    .code(character === null ? 404 : 200)
    .header('Cache-Control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(page.replace(/<title>.*?<\/title>/, () => head));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
}
