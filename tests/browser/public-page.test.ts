import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/launch-chromium.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { publishNew } from '../support/visitor.ts';
import { waitForCharacter, watched, watchSpeech } from './speech-watch.ts';

const NAME = 'Ada <b>&"';
let tomo: RunningTomo;
let browser: Browser;
/** Drawing by software is most of the work of a page; only the page that is looked at needs it. */
let blind: Browser;
let characterId: string;
let publicUrl: string;
let website: Server;
let embedder: string;

beforeAll(async () => {
  tomo = await startTomo();
  const published = await publishNew(tomo, { name: NAME, description: 'Counts things.' });
  characterId = published.id;
  publicUrl = published.public_url;
  website = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(published.embed_code),
  );
  await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
  embedder = `http://127.0.0.1:${(website.address() as AddressInfo).port}`;
  browser = await launchChromium();
  blind = await launchChromium({ webGl: false });
});

afterAll(async () => {
  await Promise.all([browser?.close(), blind?.close()]);
  website?.close();
  await tomo?.stop();
});

async function open(url: string, using = blind): Promise<{ page: Page; problems: string[] }> {
  const page = await using.newPage({ viewport: { width: 640, height: 480 }, colorScheme: 'light' });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(url);
  return { page, problems };
}

describe('the public page of a character', () => {
  test('shows it without a key; it answers in text, with its voice and its mouth', async () => {
    const { page, problems } = await open(`${publicUrl}?test`, browser);
    await waitForCharacter(page);
    expect(await page.title()).toBe(NAME);
    await page.getByText('can read what you write').waitFor();
    await watchSpeech(page);
    await page.getByRole('textbox').fill('tell me a story');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await watched(page)).speaking, { timeout: 60_000 }).toBe(true);
    await expect.poll(async () => (await watched(page)).speaking, { timeout: 60_000 }).toBe(false);
    const seen = await watched(page);
    expect(seen.loudest).toBeGreaterThan(0.01);
    expect(seen.widestMouth).toBeGreaterThan(0.3);
    expect(seen.changedPixels).toBeGreaterThan(20);
    const text = await page.locator('.message-assistant .bubble').last().textContent();

    await page.reload();
    await page.locator('.message-assistant .bubble').last().waitFor();
    expect(await page.locator('.message-assistant .bubble').last().textContent()).toBe(text);
    expect(await page.context().cookies()).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('says in human words that nobody is there, and shows visitors out when it is unpublished', async () => {
    const missing = await open(`${tomo.url}/c/nobody-123456`);
    await missing.page.getByRole('heading', { name: 'Nobody is here' }).waitFor();
    await missing.page.close();
    expect((await fetch(`${tomo.url}/c/nobody-123456`)).status).toBe(404);

    const { id, public_url } = await publishNew(tomo, { name: 'Bo' });
    const { page } = await open(public_url);
    await page.getByRole('heading', { name: 'Bo', level: 1, exact: true }).waitFor();
    await tomo.call('POST', `/v1/characters/${id}/unpublish`);
    await page.getByRole('heading', { name: 'Nobody is here' }).waitFor();
    await page.close();
  });

  test('is a page on which a name is only a name, and which no other page may frame', async () => {
    const answer = await fetch(publicUrl);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    const html = await answer.text();
    expect(html).not.toContain('<b>');
    expect(html).toContain('<title>Ada &#60;b&#62;&#38;&#34;</title>');
  });
});

describe('the frame for other websites', () => {
  test('stays empty on a website that was not allowed, and shows the character on one that was', async () => {
    const strange = await open(embedder);
    await expect.poll(() => strange.problems.join()).toContain('frame-ancestors');
    expect(strange.page.frames().some((frame) => frame.url().includes('/embed/'))).toBe(false);
    await strange.page.close();

    await tomo.call('PUT', '/v1/settings', { allowed_origins: [embedder] });
    const policy = (await fetch(`${tomo.url}/embed/${characterId}`)).headers.get('content-security-policy');
    expect(policy).toContain(`frame-ancestors 'self' ${embedder}`);
    const { page, problems } = await open(embedder);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('textbox').fill('Hello');
    await frame.getByRole('textbox').press('Enter');
    await frame.locator('.message-assistant .bubble').first().waitFor({ timeout: 60_000 });
    expect(problems.filter((problem) => !/WebGL|3D/i.test(problem))).toEqual([]);
    await page.close();
  });
});
