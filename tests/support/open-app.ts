import { type Browser, chromium, type Page } from 'playwright-core';
import { KEY, type RunningTomo } from './start-tomo.ts';

export interface OpenApp {
  browser: Browser;
  page: Page;
  /** What the page wrote to its console as errors, and what it threw. */
  problems: string[];
  close(): Promise<void>;
}

export interface OpenAppOptions {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  /** What the address ends with; signed in unless said otherwise. */
  address?: string;
}

/** Opens the app of a running server in Chromium, as a person would see it. */
export async function openApp(tomo: RunningTomo, options: OpenAppOptions = {}): Promise<OpenApp> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-background-networking',
    ],
  });
  const page = await browser.newPage({
    viewport: { width: options.width ?? 900, height: options.height ?? 600 },
    colorScheme: options.colorScheme ?? 'light',
  });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(`${tomo.url}/app/${options.address ?? `?test#token=${KEY}`}`);
  return { browser, page, problems, close: () => browser.close() };
}
