import { chromium, type Page } from 'playwright-core';
import { KEY, type RunningTomo } from './start-tomo.ts';

export interface OpenApp {
  page: Page;
  /** What the page wrote to its console as errors, and what it threw. */
  problems: string[];
  close(): Promise<void>;
}

/** Opens the app of a running server in Chromium, signed in, as a person would see it. */
export async function openApp(
  tomo: RunningTomo,
  viewport: { width: number; height: number },
): Promise<OpenApp> {
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
  const page = await browser.newPage({ viewport, colorScheme: 'light' });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(`${tomo.url}/app/?test#token=${KEY}`);
  return { page, problems, close: () => browser.close() };
}
