import type { Page } from 'playwright-core';
import { launchChromium } from './launch-chromium.ts';
import { KEY, type RunningTomo } from './start-tomo.ts';

export interface OpenApp {
  page: Page;
  /** What the page wrote to its console as errors, and what it threw. */
  problems: string[];
  close(): Promise<void>;
}

/** Opens the app of a running server in Chromium as a person would see it, signed in with `key` if there is one. */
export async function openApp(
  tomo: RunningTomo,
  viewport: { width: number; height: number },
  { webGl = true, key = KEY }: { webGl?: boolean; key?: string | null } = {},
): Promise<OpenApp> {
  const browser = await launchChromium({ webGl });
  const page = await browser.newPage({ viewport, colorScheme: 'light' });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(`${tomo.url}/app/?test${key === null ? '' : `#token=${key}`}`);
  return { page, problems, close: () => browser.close() };
}
