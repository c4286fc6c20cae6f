import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenApp, openApp } from '../support/open-app.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { waitForCharacter, watched, watchSpeech } from './speech-watch.ts';

let tomo: RunningTomo;
let app: OpenApp;

beforeAll(async () => {
  tomo = await startTomo();
  app = await openApp(tomo, { width: 640, height: 480 });
  await waitForCharacter(app.page);
});

afterAll(async () => {
  await app?.close();
  await tomo?.stop();
});

/** Types a message as a person does and sends it with Enter. */
async function say(text: string): Promise<void> {
  await app.page.getByRole('textbox').first().fill(text);
  await app.page.keyboard.press('Enter');
}

const speaking = () => watched(app.page).then((moment) => moment.speaking);

describe('talking to Tomo in the app', () => {
  test('text streams, the voice sounds, the mouth moves in the picture while it does, and rests after', async () => {
    await watchSpeech(app.page);
    await say('tell me a story');
    await expect.poll(speaking, { timeout: 60_000, interval: 50 }).toBe(true);
    await expect.poll(speaking, { timeout: 60_000, interval: 200 }).toBe(false);

    const seen = await watched(app.page);
    expect(seen.texts.length).toBeGreaterThan(1);
    expect(seen.loudest).toBeGreaterThan(0.01);
    expect(seen.widestMouth).toBeGreaterThan(0.3);
    expect(seen.widestMouth - seen.narrowestMouth).toBeGreaterThan(0.2);
    expect(seen.changedPixels).toBeGreaterThan(20);

    await expect.poll(async () => (await watched(app.page)).mouth, { timeout: 10_000 }).toBeLessThan(0.01);
    await expect.poll(async () => (await watched(app.page)).rms, { timeout: 10_000 }).toBeLessThan(0.001);
  });

  test('the answer that was spoken is the one that is stored', async () => {
    const text = await app.page.locator('.message-assistant .bubble').last().textContent();
    const conversations = await tomo.call('GET', '/v1/conversations');
    const stored = await tomo.call('GET', `/v1/conversations/${conversations.body.conversations[0].id}`);
    expect(text).not.toBe('');
    expect(stored.body.messages.at(-1)).toMatchObject({ role: 'assistant', content: text });
  });

  test('Escape silences the voice in the middle of an answer', async () => {
    await say('tell me another story please');
    await expect.poll(speaking, { timeout: 60_000, interval: 20 }).toBe(true);
    await app.page.keyboard.press('Escape');
    await expect.poll(speaking, { timeout: 10_000 }).toBe(false);
    await expect.poll(async () => (await watched(app.page)).mouth, { timeout: 10_000 }).toBeLessThan(0.01);
  });

  test('the page did all that without an error', () => {
    expect(app.problems).toEqual([]);
  });
});
