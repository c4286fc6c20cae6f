import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenApp, openApp } from '../support/open-app.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

let tomo: RunningTomo;
let app: OpenApp;

beforeAll(async () => {
  tomo = await startTomo();
  const character_id = await tomo.characterId();
  for (const initial_message of ['tell me a riddle', 'hello']) {
    await tomo.call('POST', '/v1/conversations', { character_id, initial_message });
  }
  app = await openApp(tomo, { width: 1000, height: 640 }, { webGl: false });
});

afterAll(async () => {
  await app?.close();
  await tomo?.stop();
});

const button = (name: string) => app.page.getByRole('button', { name, exact: true });
const said = () => app.page.locator('.message-user .bubble').first();

test('an earlier conversation is found by what was said, gone on with, and deleted', async () => {
  const { page } = app;
  await said().waitFor();
  expect(await said().textContent()).toBe('hello');

  await button('Earlier conversations').click();
  await page.getByText('tell me a riddle', { exact: true }).waitFor();
  await page.getByLabel('Find what was said').fill('RIDDLE');
  await expect.poll(() => page.locator('.history-item').count()).toBe(1);
  await page.locator('.history-open').click();
  await expect.poll(() => said().textContent()).toBe('tell me a riddle');

  await page.getByRole('textbox').first().fill('and another one');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.message-assistant .bubble').count()).toBe(2);

  await button('Earlier conversations').click();
  await button('Delete “tell me a riddle”').click();
  await button('Delete this conversation').click();
  await expect.poll(() => page.locator('.history-item').count()).toBe(1);
  await button('Earlier conversations').click();
  expect(await said().textContent()).toBe('hello');
  const { body } = await tomo.call('GET', '/v1/conversations');
  expect(body.conversations).toMatchObject([{ title: 'hello' }]);
});
