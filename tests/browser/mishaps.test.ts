import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type OpenApp, openApp } from '../support/open-app.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

let tomo: RunningTomo;
let app: OpenApp;

beforeAll(async () => {
  tomo = await startTomo();
  app = await openApp(tomo, { width: 320, height: 480 });
});

afterEach(() => app.page.unrouteAll());

afterAll(async () => {
  await app?.close();
  await tomo?.stop();
});

test('why the character is not there is still told after the graphics card took a break', async () => {
  const { page } = app;
  await page.route(/\/vrm-models\/[^/]+\/file/, (route) => route.abort());
  await page.reload();
  const reason = page.getByText('The model could not be read.');
  await reason.waitFor();
  await page.evaluate(() => {
    const context = document.querySelector('canvas')?.getContext('webgl2');
    const extension = context?.getExtension('WEBGL_lose_context');
    Object.assign(globalThis, { giveBack: () => extension?.restoreContext() });
    extension?.loseContext();
  });
  await page.getByText('The graphics card took a break.').waitFor();
  await page.evaluate('globalThis.giveBack()');
  await page.getByText('The graphics card took a break.').waitFor({ state: 'detached' });
  expect(await reason.count()).toBe(1);
});
