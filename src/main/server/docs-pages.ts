import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { protectPages } from './page-headers.ts';

/** Only the viewer's own script and what it asks of its own server; it writes its styles into the page. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** The addresses of this server for which a document is kept; the Host header is checked, but 127.x.x.x are many. */
const NAMES_MAX = 16;

/** What the page consists of, beside the viewer. */
const FILES = { 'docs.css': 'text/css', 'docs.js': 'text/javascript', 'icon.svg': 'image/svg+xml' };

export interface DocsOptions {
  /** The OpenAPI documents, by the path at which each is served; it ends with `openapi.json`. */
  documents: ReadonlyMap<string, () => object>;
  resourcesDirectory: string;
  docsViewerFile: string;
}

/** Serves each OpenAPI document, and beside it a page at `docs` to read and try it. */
export async function docsPages(app: FastifyInstance, options: DocsOptions): Promise<void> {
  const { documents, resourcesDirectory, docsViewerFile } = options;
  protectPages(app, () => CONTENT_SECURITY_POLICY);
  for (const [path, document] of documents) {
    const texts = new Map<string, string>();
    app.get(path, (request, reply) => {
      const url = `${request.protocol}://${request.headers.host ?? ''}`;
      const text = texts.get(url) ?? JSON.stringify(onServer(document(), url));
      // Everybody may ask for it, so it is written once for each name that this machine is called by.
      if (texts.size < NAMES_MAX) texts.set(url, text);
      return reply.type('application/json; charset=utf-8').send(text);
    });
    app.get(path.replace(/openapi\.json$/, 'docs'), (_request, reply) =>
      sendFile(reply, join(resourcesDirectory, 'docs', 'docs.html'), 'text/html'),
    );
  }
  for (const [name, type] of Object.entries(FILES)) {
    app.get(`/docs/${name}`, (_request, reply) =>
      sendFile(reply, join(resourcesDirectory, 'docs', name), type),
    );
  }
  app.get('/docs/viewer.js', (_request, reply) => {
    if (existsSync(docsViewerFile)) return sendFile(reply, docsViewerFile, 'text/javascript');
    return reply.code(503).type('text/plain').send('The viewer was not built yet: run npm run build');
  });
}

/** The document with the address at which the server was asked, in its examples of programs too. */
function onServer(document: { info?: { description?: string } }, url: string): object {
  const description = (document.info?.description ?? '').replaceAll("'SERVER", `'${url}`);
  return { ...document, info: { ...document.info, description }, servers: [{ url }] };
}

function sendFile(reply: FastifyReply, file: string, type: string): FastifyReply {
  return reply
    .type(`${type}; charset=utf-8`)
    .header('Cache-Control', 'no-cache')
    .send(createReadStream(file));
}
