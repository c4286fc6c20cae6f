import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenApp, openApp } from '../support/open-app.ts';
import { sayInApp } from '../support/say-in-app.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

let tomo: RunningTomo;
let app: OpenApp;

beforeAll(async () => {
  tomo = await startTomo();
  app = await openApp(tomo, { width: 1000, height: 760 }, { webGl: false });
});

afterAll(async () => {
  await app?.close();
  await tomo?.stop();
});

const button = (name: string | RegExp) => app.page.getByRole('button', { name, exact: true });
const say = (text: string) => sayInApp(app.page, text);

async function openTeaching(view: string): Promise<void> {
  await button('Settings').click();
  await app.page.getByRole('tab', { name: 'Teaching' }).click();
  await app.page.getByRole('tab', { name: view }).click();
}

/** What a small bakery would write down: five ways of asking each of four things. */
const OPENING = 'The bakery opens at half past six.';
const RYE = 'A loaf of rye costs four euros.';
const PARKING = 'You can park behind the church.';
const CAKES = 'Order cakes two days ahead, by telephone.';
const LESSONS = [
  ['when does the bakery open?', OPENING, 'opening'],
  ['what are your opening hours?', OPENING, 'opening'],
  ['how early can i come to the bakery?', OPENING, 'opening'],
  ['is the bakery open in the morning?', OPENING, 'opening'],
  ['at what time do you open?', OPENING, 'opening'],
  ['how much is a loaf of rye?', RYE, 'prices'],
  ['what does rye bread cost?', RYE, 'prices'],
  ['the price of the rye bread?', RYE, 'prices'],
  ['is rye bread expensive?', RYE, 'prices'],
  ['how much do i pay for rye?', RYE, 'prices'],
  ['where can i park?', PARKING, 'parking'],
  ['is there a car park near the bakery?', PARKING, 'parking'],
  ['can i leave my car somewhere?', PARKING, 'parking'],
  ['where do i put the car?', PARKING, 'parking'],
  ['do you have parking?', PARKING, 'parking'],
  ['how do i order a cake?', CAKES, 'cakes'],
  ['can you bake a birthday cake for me?', CAKES, 'cakes'],
  ['i want to order a wedding cake', CAKES, 'cakes'],
  ['when must i order a cake?', CAKES, 'cakes'],
  ['do you make cakes to order?', CAKES, 'cakes'],
];

test('a newcomer teaches twenty examples, and is answered better', async () => {
  const { page, problems } = app;
  const question = 'how much does a loaf of rye bread cost?';
  expect(await say(question)).not.toContain('four euros');

  await openTeaching('Lessons');
  await button('Paste many').click();
  await page.getByLabel('One example a line').fill(LESSONS.map((lesson) => lesson.join(' | ')).join('\n'));
  await button('Add 20 examples').click();
  await page.getByRole('heading', { name: '20 examples' }).waitFor();
  await button('Learn from 20 examples').click();
  await page.getByRole('status').getByText('has learned from 20 examples').waitFor({ timeout: 60_000 });
  const matrix = page.getByRole('table', { name: /what was meant/ });
  expect(await matrix.getByRole('columnheader').allTextContents()).toEqual(
    expect.arrayContaining(['cakes', 'opening', 'parking', 'prices']),
  );
  const cells = (await matrix.getByRole('cell').allTextContents()).map(Number);
  expect(cells.reduce((sum, count) => sum + count, 0)).toBe(20);

  await button('Close settings').click();
  expect(await say(question)).toContain('four euros');
  expect(problems).toEqual([]);
});

test('an example is added and removed by itself', async () => {
  const { page } = app;
  await openTeaching('Lessons');
  await page.getByLabel('When somebody says').fill('do you sell coffee?');
  await page.getByLabel('Tomo answers').fill('Yes, until four.');
  await button('Add the example').click();
  await page.getByRole('heading', { name: '21 examples' }).waitFor();
  await button('Remove: do you sell coffee?').click();
  await page.getByRole('heading', { name: '20 examples' }).waitFor();
});

test('a personality is made, used, and tried beside another', async () => {
  const { page, problems } = app;
  await page.getByRole('tab', { name: 'Personalities' }).click();
  await button('New personality').click();
  await page.getByLabel('Name', { exact: true }).fill('Captain');
  await page.getByLabel('Tone').fill('gruff, like a pirate');
  await page.getByLabel('Another trait').fill('brave');
  await button('Add').click();
  await page.getByLabel('Always').fill('Talk about the sea.\nKeep it short.');
  await button('Save').click();
  await page.getByText('gruff, like a pirate').waitFor();
  await page.getByText('In use', { exact: true }).waitFor();
  await page.getByLabel('Say something', { exact: true }).fill('hello');
  await button('Ask both').click();
  const sides = page.locator('.trial-answer');
  await expect
    .poll(async () => (await sides.allTextContents()).every((text) => /\w{2}/.test(text)))
    .toBe(true);
  await expect.poll(() => sides.filter({ hasText: 'Thinking' }).count()).toBe(0);
  await button('Edit Captain').click();
  expect(await page.getByLabel('Always').inputValue()).toBe('Talk about the sea.\nKeep it short.');
  expect(problems).toEqual([]);
});

test('what was said is counted, and an open question is answered and taken into use', async () => {
  const { page, problems } = app;
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('figure', { name: 'Messages a day' }).waitFor();
  expect(await page.locator('.totals > div').first().textContent()).toBe('Messages2');
  await page.getByText('prices').waitFor();

  const { characters } = (await tomo.call('GET', '/v1/characters')).body;
  const { id } = characters.find(({ name }: { name: string }) => name === 'Tomo');
  const question = 'do you bake without gluten?';
  const added = await tomo.call('POST', `/chatbots/api/v1/chatbots/${id}/learning`, { question });
  expect(added.status).toBe(201);
  await page.getByRole('tab', { name: 'Open questions' }).click();
  const item = page.getByRole('listitem', { name: question });
  await item.getByText('Nothing is known about this yet.').waitFor();
  await item.getByLabel('Tomo answers').fill('On Fridays we bake bread without gluten.');
  await item.getByRole('button', { name: 'That is right' }).click();
  await button('Use 1 answer').click();
  await page.getByRole('status').getByText('Tomo knows 1 more answer.').waitFor({ timeout: 60_000 });
  await button('Close settings').click();
  expect(await say(question)).toContain('without gluten');
  expect(problems).toEqual([]);
});
