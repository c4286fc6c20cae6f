import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/launch-chromium.ts';
import { KEY, type RunningTomo, startTomo } from '../support/start-tomo.ts';

let tomo: RunningTomo;
let browser: Browser;

beforeAll(async () => {
  tomo = await startTomo();
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await tomo?.stop();
});

interface DocsPage {
  page: Page;
  /** Everything it asked of another place than its server. */
  foreign: string[];
  problems: string[];
}

async function openDocs(path: string): Promise<DocsPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const foreign: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${tomo.url}/`) && !/^(data|blob):/.test(url)) foreign.push(url);
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(tomo.url + path);
  return { page, foreign, problems };
}

describe('/docs', () => {
  test('shows every section, and a request can be tried with the key; nothing is asked of another place', async () => {
    const { page, foreign, problems } = await openDocs('/docs');
    const { tags } = (await tomo.call('GET', '/openapi.json')).body as { tags: { name: string }[] };
    const contents = page.getByRole('complementary');
    for (const { name } of tags) {
      await contents.getByRole('link', { name, exact: true }).waitFor();
    }
    await page.getByPlaceholder('Token').first().fill(KEY);
    await contents.getByRole('link', { name: /^List characters/ }).click();
    await page
      .getByRole('button', { name: 'Test Request (get /v1/characters)' })
      .or(page.getByRole('button', { name: 'Test Request(get /v1/characters)' }))
      .first()
      .click();
    const answer = page.waitForResponse((response) => new URL(response.url()).pathname === '/v1/characters');
    await page.getByRole('button', { name: /^Send get request/ }).click();
    expect((await answer).status()).toBe(200);
    await page.getByText('"characters"').last().waitFor();
    expect(foreign).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('has a page for each dialect', async () => {
    const { page, foreign, problems } = await openDocs('/openai/docs');
    await page.getByRole('heading', { name: 'Tomo, OpenAI-compatible' }).waitFor();
    await page.getByRole('complementary').getByRole('link', { name: 'Chat', exact: true }).waitFor();
    expect({ foreign, problems }).toEqual({ foreign: [], problems: [] });
    await page.close();
  });

  test('allows no script but its own', async () => {
    const { headers } = await tomo.call('GET', '/docs');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe-eval|https?:/);
  });
});
