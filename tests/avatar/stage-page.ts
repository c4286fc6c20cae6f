import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { StagePageApi } from '../page/stage-page-api.ts';
import { type BrowserPage, type BrowserPageOptions, openBrowserPage, ROOT } from './browser-page.ts';

export const MODEL = join(ROOT, 'resources/avatars/tomo.vrm');

/** A browser page with the character's stage on it, driven through `StagePageApi`. */
export class StagePage {
  readonly page: Page;
  readonly #opened: BrowserPage;

  private constructor(opened: BrowserPage) {
    this.page = opened.page;
    this.#opened = opened;
  }

  static async open(options: Omit<BrowserPageOptions, 'source'>): Promise<StagePage> {
    const opened = await openBrowserPage({ ...options, source: join(ROOT, 'tests/page') });
    // A script of the test counts as an act of the person, so a page that acts by itself is left alone.
    if (!options.hash) await opened.page.waitForFunction('globalThis.stagePage !== undefined');
    return new StagePage(opened);
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
    return this.#opened.serve(name, bytes);
  }

  close(): Promise<void> {
    return this.#opened.close();
  }
}
