import { afterAll, expect, test } from 'vitest';
import type { StageRecord } from '../page/stage-page-api.ts';
import { madeChunk } from './made-speech.ts';
import { StagePage } from './stage-page.ts';

let stage: StagePage;

afterAll(async () => {
  await stage?.close();
});

/** The page's title, which can be read without the browser taking that for an act of the person. */
async function title(): Promise<string> {
  const session = await stage.page.context().newCDPSession(stage.page);
  for (;;) {
    const { result } = await session.send('Runtime.evaluate', {
      expression: 'document.title',
      userGesture: false,
    });
    if (String(result.value).startsWith('{')) return String(result.value);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('where the browser withholds sound, lips go on silently and a click brings the sound', async () => {
  const chunk = madeChunk({ index: 0, seconds: 20, isFinal: true });
  const files = { 'chunk.json': Buffer.from(JSON.stringify(chunk)) };
  stage = await StagePage.open({ width: 200, height: 200, soundAllowed: false, hash: '#speak-alone', files });
  const { record, events } = JSON.parse(await title()) as { record: StageRecord; events: string[] };
  expect(events).toEqual(['blocked true', 'start 0']);
  expect(record.rmsMost).toBe(0);
  expect(record.mouthMost).toBeGreaterThan(0.2);
  await stage.page.mouse.click(100, 100);
  await stage.page.waitForFunction('globalThis.stagePage.events().includes("blocked false")');
  const heard = await stage.call('record', 2);
  expect(heard.rmsMost).toBeGreaterThan(0.05);
  expect(heard.mouthMost).toBeGreaterThan(0.2);
  await stage.call('callAudio', 'interrupt');
});
