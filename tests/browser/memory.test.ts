import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenApp, openApp } from '../support/open-app.ts';
import { sayInApp } from '../support/say-in-app.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

let tomo: RunningTomo;
let app: OpenApp;

beforeAll(async () => {
  tomo = await startTomo();
  app = await openApp(tomo, { width: 1000, height: 700 }, { webGl: false });
});

afterAll(async () => {
  await app?.close();
  await tomo?.stop();
});

const button = (name: string) => app.page.getByRole('button', { name, exact: true });
const say = (text: string) => sayInApp(app.page, text);

async function openMemory(): Promise<void> {
  await button('Settings').click();
  await app.page.getByRole('tab', { name: 'Memory' }).click();
}

test('what was told is remembered, read, corrected and forgotten', async () => {
  const { page, problems } = app;
  await say('my sister Mia moved to Lyon');
  const told = 'Your sister Mia lives in Lyon.';
  await expect
    .poll(async () => (await tomo.call('GET', '/v1/memories')).body.memories)
    .toMatchObject([{ told }]);
  expect(await say('where does my sister live?')).toContain('Lyon');

  await openMemory();
  await page.getByRole('dialog').getByText(told).waitFor();
  await button(`Always keep in mind: ${told}`).click();
  await page.getByText('always in mind').waitFor();
  await button(`Correct: ${told}`).click();
  await page.getByLabel('Correct it').fill("The user's sister Mia lives in Nice.");
  await button('Save').click();
  await page.getByRole('dialog').getByText('Your sister Mia lives in Nice.').waitFor();

  await button('Where it is from: Your sister Mia lives in Nice.').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await say('where does my sister live?')).toContain('Nice');

  await openMemory();
  await button('Forget: Your sister Mia lives in Nice.').click();
  await button('Forget this').click();
  await page.getByText('Nothing yet.').waitFor();
  expect((await tomo.call('GET', '/v1/memories?include_superseded=true')).body.memories).toEqual([]);
  expect(problems).toEqual([]);
});

test('remembering is switched off and on', async () => {
  const { page } = app;
  await page.getByRole('switch', { name: 'Remember what I say' }).click();
  await expect
    .poll(async () => (await tomo.call('GET', '/v1/memories/settings')).body)
    .toEqual({ enabled: false });
  await page.getByRole('switch', { name: 'Remember what I say' }).click();
  await button('Add something to remember').click();
  await page.getByLabel('What should be remembered?').fill('The user plays the cello.');
  await button('Remember').click();
  await page.getByText('You play the cello.').waitFor();
});
