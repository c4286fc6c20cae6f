import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenApp, openApp } from '../support/open-app.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

/** What the page tells about one moment; see the app's test handle. */
interface Moment {
  mouth: number;
  rms: number;
  speaking: boolean;
  text: string;
}

interface TestHandle {
  stage: {
    stats(): { mouth: Record<string, number> };
    headBox(): { left: number; top: number; width: number; height: number } | null;
  };
  player: { rms(): number; speaking: boolean };
}

const CHANGED_PIXELS = 6;

let tomo: RunningTomo;
let app: OpenApp;

beforeAll(async () => {
  tomo = await startTomo();
  app = await openApp(tomo, { width: 640, height: 480 });
  await app.page.waitForFunction(
    () => (globalThis as { __tomo?: TestHandle }).__tomo?.stage.headBox() != null,
    undefined,
    { timeout: 90_000 },
  );
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

function look(): Promise<Moment> {
  return app.page.evaluate(() => {
    const { stage, player } = (globalThis as unknown as { __tomo: TestHandle }).__tomo;
    const answers = document.querySelectorAll('.message-assistant .bubble');
    return {
      mouth: Object.values(stage.stats().mouth).reduce((sum, weight) => sum + weight, 0),
      rms: player.rms(),
      speaking: player.speaking,
      text: answers[answers.length - 1]?.textContent ?? '',
    };
  });
}

/** The picture around the mouth, below the eyes, so that a blink does not count. */
async function mouthPicture(): Promise<PNG> {
  const box = await app.page.evaluate(() => {
    const head = (globalThis as unknown as { __tomo: TestHandle }).__tomo.stage.headBox();
    const canvas = document.querySelector('canvas')?.getBoundingClientRect();
    if (!head || !canvas) throw new Error('there is no character');
    return { x: canvas.x + head.left, y: canvas.y + head.top, width: head.width, height: head.height };
  });
  const clip = {
    x: box.x + box.width * 0.36,
    y: box.y + box.height * 0.78,
    width: box.width * 0.28,
    height: box.height * 0.16,
  };
  return PNG.sync.read(await app.page.screenshot({ clip }));
}

function changedPixels(before: PNG, after: PNG): number {
  let count = 0;
  for (let at = 0; at < before.data.length; at += 4) {
    const differs = [0, 1, 2].some(
      (channel) => Math.abs((before.data[at + channel] ?? 0) - (after.data[at + channel] ?? 0)) > 40,
    );
    if (differs) count++;
  }
  return count;
}

describe('talking to Tomo in the app', () => {
  test('text streams, the voice sounds, the mouth moves on the screen while it does, and rests after', async () => {
    const atRest = await mouthPicture();
    await say('tell me a little story');
    const moments: Moment[] = [];
    const texts = new Set<string>();
    let mostChanged = 0;
    const endMs = performance.now() + 45_000;
    for (;;) {
      const moment = await look();
      moments.push(moment);
      texts.add(moment.text);
      if (moment.speaking && moment.mouth > 0.25) {
        mostChanged = Math.max(mostChanged, changedPixels(atRest, await mouthPicture()));
      }
      const spoke = moments.some(({ speaking }) => speaking);
      if ((spoke && !moment.speaking) || performance.now() > endMs) break;
    }

    const speaking = moments.filter((moment) => moment.speaking);
    expect(speaking.length).toBeGreaterThan(3);
    expect(texts.size).toBeGreaterThan(1);
    expect(Math.max(...speaking.map(({ rms }) => rms))).toBeGreaterThan(0.01);
    const mouths = speaking.map(({ mouth }) => mouth);
    expect(Math.max(...mouths) - Math.min(...mouths)).toBeGreaterThan(0.2);
    expect(mostChanged).toBeGreaterThan(CHANGED_PIXELS);

    await expect.poll(async () => (await look()).mouth, { timeout: 5_000 }).toBeLessThan(0.01);
    expect((await look()).rms).toBeLessThan(0.001);
  });

  test('the answer that was spoken is the one that is stored', async () => {
    const { text } = await look();
    const conversations = await tomo.call('GET', '/v1/conversations');
    const stored = await tomo.call('GET', `/v1/conversations/${conversations.body.conversations[0].id}`);
    expect(text).not.toBe('');
    expect(stored.body.messages.at(-1)).toMatchObject({ role: 'assistant', content: text });
  });

  test('Escape silences the voice in the middle of an answer', async () => {
    await say('tell me another story please');
    await expect.poll(async () => (await look()).speaking, { timeout: 30_000 }).toBe(true);
    await app.page.keyboard.press('Escape');
    await expect.poll(async () => (await look()).speaking, { timeout: 5_000 }).toBe(false);
    await expect.poll(async () => (await look()).mouth, { timeout: 5_000 }).toBeLessThan(0.01);
  });

  test('the page did all that without an error', () => {
    expect(app.problems).toEqual([]);
  });
});
