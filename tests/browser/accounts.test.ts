import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenApp, openApp } from '../support/open-app.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

const EMAIL = 'kim@example.com';
const PASSWORD = 'SecurePassword123!';
let tomo: RunningTomo;
let app: OpenApp;

beforeAll(async () => {
  tomo = await startTomo();
  await tomo.call('POST', '/v1/auth/register', { email: EMAIL, password: PASSWORD, name: 'Kim' });
  app = await openApp(tomo, { width: 1000, height: 640 }, { webGl: false, key: null });
});

afterAll(async () => {
  await app?.close();
  await tomo?.stop();
});

const button = (name: string) => app.page.getByRole('button', { name, exact: true });

async function signIn(password: string): Promise<void> {
  await app.page.getByLabel('Email address or username').fill(EMAIL);
  await app.page.getByLabel('Password').fill(password);
  await button('Enter').click();
}

test('somebody with an account signs in, talks, stays signed in, and signs out', async () => {
  const { page } = app;
  await button('I have an account here').click();
  await signIn('not-the-password');
  await page.getByText('The email address or the password is wrong').waitFor();
  await signIn(PASSWORD);
  await page.getByRole('heading', { name: 'Tomo', level: 1, exact: true }).waitFor();

  await page.getByRole('textbox').first().fill('hello');
  await page.keyboard.press('Enter');
  await page.locator('.message-assistant .bubble').first().waitFor();
  const { body } = await tomo.call('GET', '/v1/conversations?limit=1');
  const { body: accounts } = await tomo.call('GET', '/v1/accounts');
  expect(body.conversations[0].user_id).toBe(accounts.accounts.at(-1).id);

  for (let reloads = 0; reloads < 2; reloads++) {
    await page.reload();
    await page.locator('.message-assistant .bubble').first().waitFor();
  }

  await button('Settings').click();
  await page.getByText('Whoever owns this installation chooses the model').waitFor();
  await page.getByRole('tab', { name: 'Access' }).click();
  await page.getByText('You are signed in as Kim').waitFor();
  expect(await page.getByRole('heading', { name: 'Other people' }).count()).toBe(0);
  await button('Sign out').click();
  await page.getByText('You were signed out').waitFor();
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
});
