import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenApp, openApp } from '../support/open-app.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

let tomo: RunningTomo;
let app: OpenApp;

beforeAll(async () => {
  tomo = await startTomo();
  app = await openApp(tomo, { width: 720, height: 520 }, { webGl: false });
});

afterAll(async () => {
  await app?.close();
  await tomo?.stop();
});

const button = (name: string) => app.page.getByRole('button', { name, exact: true });

async function openSettings(tab: string): Promise<void> {
  await button('Settings').click();
  await app.page.getByRole('tab', { name: tab }).click();
}

describe('the settings', () => {
  test('make a new character, which one talks to at once, and lead back to the first', async () => {
    const { page } = app;
    await openSettings('Character');
    await button('New character').click();
    await page.getByLabel('What is the new character called?').fill('Captain Nell');
    await button('Create and talk').click();
    await page.getByRole('heading', { name: 'Captain Nell', level: 1, includeHidden: true }).waitFor();
    await expect.poll(() => page.getByLabel('Personality').inputValue()).toContain('You are Captain Nell');

    const { body } = await tomo.call('GET', '/v1/conversations?limit=1');
    const { body: nell } = await tomo.call('GET', `/v1/characters/${body.conversations[0].character_id}`);
    expect(nell.name).toBe('Captain Nell');

    await button('Tomo').click();
    await page.getByRole('heading', { name: 'Tomo', level: 1, includeHidden: true }).waitFor();
    await expect.poll(() => page.getByLabel('Personality').inputValue()).toContain('You are Tomo');
    await button('Close settings').click();
  });

  test('publish a character to a page that answers, put it away, bring it back, and delete it', async () => {
    const { page } = app;
    await openSettings('Character');
    await button('Captain Nell').click();
    await page.getByRole('heading', { name: 'Captain Nell', level: 1, includeHidden: true }).waitFor();
    await button('Publish').click();
    const address = page.getByRole('link', { name: 'Look at it' });
    await address.waitFor();
    const published = (await address.getAttribute('href')) ?? '';
    expect((await fetch(published)).status).toBe(200);
    await page.getByText('<iframe').waitFor();

    await button('Put away').click();
    await button('Put away, keep the conversations').click();
    await page.getByRole('heading', { name: 'Tomo', level: 1, includeHidden: true, exact: true }).waitFor();
    expect((await fetch(published)).status).toBe(404);
    await button('Bring Captain Nell back').click();
    await button('Captain Nell').click();
    await page.getByRole('heading', { name: 'Captain Nell', level: 1, includeHidden: true }).waitFor();
    await button('Delete').click();
    await button('Delete with all conversations').click();
    await page.getByRole('heading', { name: 'Tomo', level: 1, includeHidden: true, exact: true }).waitFor();
    const { characters } = (await tomo.call('GET', '/v1/characters')).body;
    expect(characters.map(({ name }: { name: string }) => name)).toEqual([
      'Creative Writer',
      'Assistant',
      'Tomo',
    ]);
    await button('Close settings').click();
  });

  test('make a key that works, show it once, and take it back', async () => {
    const { page } = app;
    await openSettings('Access');
    await button('New key').click();
    await page.getByLabel('What is it for?').fill('A test');
    await button('Make the key').click();
    const made = page.locator('.access-made code');
    await made.waitFor();
    const key = (await made.textContent()) ?? '';
    const asks = () => tomo.call('GET', '/v1/characters', undefined, { authorization: `Bearer ${key}` });
    expect((await asks()).status).toBe(200);

    await button('Close settings').click();
    await openSettings('Access');
    await page.getByText('A test', { exact: true }).waitFor();
    expect(await page.content()).not.toContain(key);
    await button('Delete A test').click();
    await button('Delete this key').click();
    await page.getByText('A test', { exact: true }).waitFor({ state: 'detached' });
    expect((await asks()).status).toBe(401);
    await button('Close settings').click();
  });

  test('add somebody, change their limits, and tell why an address cannot be used twice', async () => {
    const { page } = app;
    await openSettings('Access');
    for (const again of [false, true]) {
      await button('Add somebody').click();
      await page.getByLabel('Name', { exact: true }).fill('Kim');
      await page.getByLabel('Email address').fill('kim@example.com');
      await page.getByLabel('Password').fill('SecurePassword123!');
      await button('Make the account').click();
      if (again) await page.getByText('There is an account with this email address already').waitFor();
      else await page.getByText('kim@example.com').waitFor();
    }
    await page.getByLabel('Requests that Kim has').selectOption('pro');
    await expect
      .poll(async () => (await tomo.call('GET', '/v1/accounts')).body.accounts.at(-1))
      .toMatchObject({ name: 'Kim', tier: 'pro' });
    await button('Delete Kim').click();
    await button('Delete with everything in it').click();
    await page.getByText('kim@example.com').waitFor({ state: 'detached' });
    expect((await tomo.call('GET', '/v1/accounts')).body.accounts).toHaveLength(1);
    await button('Close settings').click();
  });

  test('open registration, and allow a website until it is taken back', async () => {
    const { page } = app;
    const settings = async () => (await tomo.call('GET', '/v1/settings')).body;
    await openSettings('Access');
    await page.getByLabel('Let everybody register').check();
    await expect.poll(settings).toMatchObject({ registration: 'open' });
    await page.getByLabel('Address of a website').fill('https://friend.example/');
    await button('Allow').click();
    await page.getByText('https://friend.example', { exact: true }).waitFor();
    await button('Delete https://friend.example').click();
    await expect.poll(settings).toMatchObject({ allowed_origins: [] });
    // The address that was taken.
    expect(app.problems.filter((problem) => !problem.includes('WebGL'))).toEqual([
      expect.stringContaining('409 (Conflict)'),
    ]);
  });
});
