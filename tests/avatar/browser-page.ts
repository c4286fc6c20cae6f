import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { launchChromium } from '../support/launch-chromium.ts';

export const ROOT = join(import.meta.dirname, '../..');

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface BrowserPageOptions {
  /** The folder with the page's `index.html`; its scripts are bundled. */
  source: string;
  width: number;
  height: number;
  /** Whether the page may make sound before the person did anything. Default true. */
  soundAllowed?: boolean;
  /** What the page is to do by itself, without any call from the test. */
  hash?: string;
  /** Made files, served at `/made/NAME`. */
  files?: Record<string, Buffer>;
}

export interface BrowserPage {
  page: Page;
  /** Serves bytes to the page; returns their address there. */
  serve(name: string, bytes: Buffer): string;
  close(): Promise<void>;
}

/** Bundles a page, serves it with the repository's `resources/`, and opens it in Chromium with software GL. */
export async function openBrowserPage(options: BrowserPageOptions): Promise<BrowserPage> {
  const { source, width, height, soundAllowed = true, hash = '', files = {} } = options;
  const folder = await mkdtemp(join(tmpdir(), 'page-'));
  await build({
    configFile: false,
    root: source,
    base: './',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, minify: false, reportCompressedSize: false },
  });
  const made = new Map(Object.entries(files));
  const { server, url } = await listen(folder, made);
  const browser = await launchChromium({ soundAllowed });
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(url + hash);
  return {
    page,
    serve(name, bytes) {
      made.set(name, bytes);
      return `/made/${name}`;
    },
    async close() {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listen(folder: string, made: Map<string, Buffer>): Promise<{ server: Server; url: string }> {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    const file = path.startsWith('/resources/')
      ? join(ROOT, path)
      : join(folder, path === '/' ? 'index.html' : path);
    const bytes = path.startsWith('/made/') ? made.get(path.slice('/made/'.length)) : await readIfThere(file);
    if (bytes)
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    else response.writeHead(404);
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, url: `http://127.0.0.1:${address.port}/` };
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  return existsSync(file) ? readFile(file) : undefined;
}
