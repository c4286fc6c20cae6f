import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenApp, openApp } from '../support/open-app.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

let tomo: RunningTomo;
let app: OpenApp;

beforeAll(async () => {
  tomo = await startTomo();
  const { characters } = (await tomo.call('GET', '/v1/characters')).body;
  for (const { id } of characters) await tomo.call('DELETE', `/v1/characters/${id}`);
  app = await openApp(tomo, { width: 1000, height: 640 }, { webGl: false });
});

afterAll(async () => {
  await app?.close();
  await tomo?.stop();
});

test('somebody whose last character is gone invites another one and talks to it', async () => {
  const { page } = app;
  await page.getByRole('heading', { name: 'Nobody is here just now' }).waitFor();
  await page.getByRole('button', { name: 'Invite Tomo' }).click();
  await page.getByRole('textbox').first().fill('hello');
  await page.keyboard.press('Enter');
  await page.locator('.message-assistant .bubble').first().waitFor();
  expect((await tomo.call('GET', '/v1/characters')).body.characters).toMatchObject([{ name: 'Tomo' }]);
});
