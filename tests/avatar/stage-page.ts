import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import type { StagePageApi } from '../page/stage-page-api.ts';

const ROOT = join(import.meta.dirname, '../..');
export const MODEL = join(ROOT, 'resources/avatars/tomo.vrm');
/** Models made by others, for extra checks where they are at hand. */
export const FIXTURES = join(ROOT, '../shared/fixtures/vrm');

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** A browser page with the character's stage on it, driven through `StagePageApi`. */
export class StagePage {
  readonly page: Page;
  /** Errors and warnings of the page's console. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;
  readonly #server: Server;
  readonly #folder: string;
  readonly #made: Map<string, Buffer>;

  private constructor(
    page: Page,
    browser: Browser,
    server: Server,
    folder: string,
    made: Map<string, Buffer>,
  ) {
    this.#made = made;
    this.page = page;
    this.#browser = browser;
    this.#server = server;
    this.#folder = folder;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
  }

  static async open(
    options: {
      width?: number;
      height?: number;
      source?: string;
      soundAllowed?: boolean;
      /** What the page is to do by itself, without any call from the test. */
      hash?: string;
      files?: Record<string, Buffer>;
    } = {},
  ): Promise<StagePage> {
    const { width = 420, height = 420, source = join(ROOT, 'tests/page'), soundAllowed = true } = options;
    const { hash = '', files = {} } = options;
    const folder = await mkdtemp(join(tmpdir(), 'stage-page-'));
    await build({
      configFile: false,
      root: source,
      base: './',
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true, minify: false, reportCompressedSize: false },
    });
    const made = new Map<string, Buffer>();
    const { server, url } = await serve(folder, made);
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
        ...(soundAllowed ? ['--autoplay-policy=no-user-gesture-required'] : []),
      ],
    });
    const page = await browser.newPage({ viewport: { width, height } });
    const stagePage = new StagePage(page, browser, server, folder, made);
    for (const [name, bytes] of Object.entries(files)) stagePage.serve(name, bytes);
    await page.goto(url + hash);
    // A script of the test counts as an act of the person, so a page without such acts is left alone.
    if (hash === '') await page.waitForFunction('globalThis.stagePage !== undefined');
    return stagePage;
  }

  /** Calls a function of the page's API with plain data. */
  call<Name extends keyof StagePageApi>(
    name: Name,
    ...args: Parameters<StagePageApi[Name]>
  ): Promise<Awaited<ReturnType<StagePageApi[Name]>>> {
    return this.page.evaluate(
      ([method, values]) => {
        const api = (globalThis as unknown as { stagePage: Record<string, (...args: unknown[]) => unknown> })
          .stagePage;
        return api[method]?.(...values) as never;
      },
      [name, args] as const,
    );
  }

  /** Serves bytes to the page; returns their address there. */
  serve(name: string, bytes: Buffer): string {
    const address = `/made/${name}`;
    this.#made.set(address, bytes);
    return address;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Serves the built page, `/resources/` of the repository, `/fixtures/`, and what tests made at `/made/`. */
async function serve(folder: string, made: Map<string, Buffer>): Promise<{ server: Server; url: string }> {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    const bytes = made.get(path);
    if (bytes) {
      response.writeHead(200).end(bytes);
      return;
    }
    const file = path.startsWith('/resources/')
      ? join(ROOT, path)
      : path.startsWith('/fixtures/')
        ? join(FIXTURES, path.slice('/fixtures/'.length))
        : join(folder, path === '/' ? 'index.html' : path);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(await readFile(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, url: `http://127.0.0.1:${address.port}/` };
}
