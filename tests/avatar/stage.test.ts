import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asVrm0, renamedPicture, withoutExpressions, withoutHumanoid } from './made-models.ts';
import { madeChunk } from './made-speech.ts';
import { MODEL, StagePage } from './stage-page.ts';

/** Pixels around the mouth that differ once it is open. */
const CHANGED = 9;

let stage: StagePage;
let model: Buffer;

beforeAll(async () => {
  model = await readFile(MODEL);
  stage = await StagePage.open({ width: 200, height: 200 });
  await stage.call('load', '/resources/avatars/tomo.vrm');
  await stage.call('loadAnimations', '/resources/animations');
});

afterAll(async () => {
  await stage?.close();
});

/** A part of the head's box, in shares of its size. */
async function headPixels(part: {
  left: number;
  top: number;
  right: number;
  bottom: number;
}): Promise<number[]> {
  const box = await stage.call('headBox');
  if (!box) throw new Error('no character');
  return stage.call('pixels', {
    left: Math.round(box.left + box.width * part.left),
    top: Math.round(box.top + box.height * part.top),
    width: Math.round(box.width * (part.right - part.left)),
    height: Math.round(box.height * (part.bottom - part.top)),
  });
}

const facePixels = (): Promise<number[]> => headPixels({ left: 0, top: 0.5, right: 1, bottom: 1 });
/** Below the eyes, so that a blink does not count. */
const mouthPixels = (): Promise<number[]> => headPixels({ left: 0.36, top: 0.8, right: 0.64, bottom: 0.92 });

/** How many pixels differ visibly between two moments. */
function changed(before: number[], after: number[]): number {
  let count = 0;
  for (let index = 0; index < before.length; index += 4) {
    const difference = [0, 1, 2].map((channel) =>
      Math.abs((before[index + channel] ?? 0) - (after[index + channel] ?? 0)),
    );
    if (Math.max(...difference) > 40) count++;
  }
  return count;
}

/** The mouth once nothing moves there any more. */
async function mouthAtRest(): Promise<number[]> {
  let last = await mouthPixels();
  for (let look = 0; look < 30; look++) {
    const next = await mouthPixels();
    if (changed(last, next) < CHANGED / 3) return next;
    last = next;
  }
  throw new Error('the mouth does not rest');
}

/** Looks at some frames, until the mouth is clearly another one than `before`. */
async function mostChanged(before: number[]): Promise<number> {
  let most = 0;
  for (let look = 0; look < 8 && most <= CHANGED; look++)
    most = Math.max(most, changed(before, await mouthPixels()));
  return most;
}

/** The share of pixels that have the colour of skin: a face seen from the front, not the hair behind it. */
function skinShare(pixels: number[]): number {
  let skin = 0;
  for (let index = 0; index < pixels.length; index += 4) {
    const [red = 0, green = 0, blue = 0] = pixels.slice(index, index + 3);
    if (red > 220 && green > 180 && blue > 150 && red > green && green > blue) skin++;
  }
  return skin / (pixels.length / 4);
}

const silence = (): Promise<void> =>
  stage.page.waitForFunction('!globalThis.stagePage.callAudio("speaking")').then(() => {});

describe('speech', () => {
  test('sounds, moves the mouth and the picture, shows the feeling and the gesture, and rests after', async () => {
    await stage.call('call', 'setReducedMotion', true);
    const rest = await mouthAtRest();
    await stage.call('speak', [
      madeChunk({ index: 0, seconds: 2.5, emotion: 'happy' }),
      madeChunk({
        index: 1,
        seconds: 2,
        emotion: 'happy',
        isFinal: true,
        gestures: [{ name: 'nod', t: 100 }],
      }),
    ]);
    const speaking = stage.call('record', 3.5);
    const most = await mostChanged(rest);
    const record = await speaking;
    expect(record.mouthMost).toBeGreaterThan(0.3);
    expect(record.rmsMost).toBeGreaterThan(0.05);
    expect(record.emotionMost.happy).toBeGreaterThan(0.5);
    expect(most).toBeGreaterThan(CHANGED);
    await silence();
    const after = await stage.call('record', 1);
    expect(after.mouthLast).toBeLessThan(0.02);
    expect(after.rmsLast).toBeLessThan(1e-4);
    expect(await stage.call('events')).toEqual([
      'start 0',
      'end 0',
      'start 1',
      'gesture nod',
      'end 1',
      'idle',
    ]);
    await stage.call('call', 'setReducedMotion', false);
  });

  test('cut off, is silent within a tenth of a second on the audio clock, and stays so', async () => {
    await stage.call('speak', [
      madeChunk({ index: 0, seconds: 4, messageId: 'msg_2' }),
      madeChunk({ index: 1, seconds: 4, messageId: 'msg_2' }),
    ]);
    const sounding = await stage.call('record', 1);
    expect(sounding.rmsMost).toBeGreaterThan(0.05);
    const { silentAfterS } = await stage.call('interruptAndListen');
    expect(silentAfterS).toBeLessThan(0.1);
    await stage.call('speak', [madeChunk({ index: 2, seconds: 1, messageId: 'msg_2', isFinal: true })]);
    const after = await stage.call('record', 1.5);
    expect(after.rmsMost).toBeLessThan(1e-3);
    expect(after.mouthLast).toBeLessThan(0.02);
    expect((await stage.call('events')).at(-1)).toBe('idle interrupted');
  });

  test('muted, makes no sound while the lips go on', async () => {
    await stage.call('callAudio', 'setMuted', true);
    await stage.call('speak', [madeChunk({ index: 0, seconds: 2, messageId: 'msg_3', isFinal: true })]);
    await stage.page.waitForTimeout(200);
    const record = await stage.call('record', 1.5);
    expect(record.mouthMost).toBeGreaterThan(0.2);
    expect(record.rmsLast).toBeLessThan(1e-3);
    await silence();
    await stage.call('callAudio', 'setMuted', false);
  });

  test('a clause whose sound is broken passes in silence and the next one is heard', async () => {
    const broken = madeChunk({ index: 0, seconds: 0.3, messageId: 'msg_4' });
    broken.audio.data = 'bm8gd2F2';
    await stage.call('speak', [
      broken,
      madeChunk({ index: 1, seconds: 1.5, messageId: 'msg_4', isFinal: true }),
    ]);
    expect((await stage.call('record', 1.5)).rmsMost).toBeGreaterThan(0.05);
    await silence();
  });
});

describe('models', () => {
  test.each([
    ['a renamed picture', 'not_a_model', () => renamedPicture()],
    ['a file cut in half', 'damaged', () => model.subarray(0, model.length / 2)],
    ['a thing without a body', 'no_humanoid', () => withoutHumanoid(model)],
    ['nothing', 'not_a_model', () => Buffer.alloc(0)],
  ])('%s is refused as %s, and the old character stays', async (_, code, make) => {
    const error = await stage.call('tryLoad', stage.serve(`${code}.vrm`, make()));
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(/^[A-Z].*\.$/);
    await stage.call('nextFrames', 1);
    expect(skinShare(await facePixels())).toBeGreaterThan(0.15);
  });

  test('an address that answers nothing is refused as fetch_failed', async () => {
    expect((await stage.call('tryLoad', '/nothing.vrm'))?.code).toBe('fetch_failed');
    expect((await stage.call('tryLoad', 'http://127.0.0.1:1/x.vrm'))?.code).toBe('fetch_failed');
  });

  test('a VRM 0.x character faces the viewer, smiles and talks', async () => {
    const front = skinShare(await facePixels());
    expect(await stage.call('tryLoad', stage.serve('vrm0.vrm', asVrm0(model)))).toBeNull();
    await stage.call('record', 0.5);
    expect(skinShare(await facePixels())).toBeGreaterThan(front * 0.7);
    await stage.call('call', 'setReducedMotion', true);
    const rest = await mouthAtRest();
    await stage.call('speak', [madeChunk({ index: 0, seconds: 3, messageId: 'msg_5', isFinal: true })]);
    expect(await mostChanged(rest)).toBeGreaterThan(CHANGED);
    await silence();
    await stage.call('call', 'setReducedMotion', false);
  });

  test('a character with a rigid face stands there all the same', async () => {
    expect(await stage.call('tryLoad', stage.serve('rigid.vrm', withoutExpressions(model)))).toBeNull();
    await stage.call('speak', [
      madeChunk({ index: 0, seconds: 0.5, messageId: 'msg_6', emotion: 'sad', isFinal: true }),
    ]);
    await stage.call('record', 0.5);
    expect(skinShare(await facePixels())).toBeGreaterThan(0.15);
    await silence();
  });

  test('swapping characters frees what the old ones held on the GPU', async () => {
    const settled = async (): Promise<Record<string, number>> => {
      await stage.call('load', '/resources/avatars/tomo.vrm');
      await stage.call('nextFrames', 2);
      return (await stage.call('stats')).memory;
    };
    const base = await settled();
    expect(base.textures).toBeGreaterThan(0);
    for (let swap = 0; swap < 5; swap++) expect(await settled()).toEqual(base);
  });
});

describe('the picture', () => {
  test('the whole head is inside it, with room above, in every shape of window', async () => {
    for (const [width, height] of [
      [400, 160],
      [200, 200],
      [130, 320],
    ] as const) {
      await stage.page.setViewportSize({ width, height });
      await stage.call('nextFrames', 2);
      const box = await stage.call('headBox');
      expect(box?.top).toBeGreaterThan(0);
      expect(box?.left).toBeGreaterThan(0);
      expect((box?.left ?? 0) + (box?.width ?? 0)).toBeLessThan(width);
      const edge = await stage.call('pixels', { left: 0, top: 0, width, height: 1 });
      expect(edge.every((_, index) => index % 4 !== 3 || edge[index] === 0)).toBe(true);
    }
    await stage.page.setViewportSize({ width: 200, height: 200 });
    await stage.call('nextFrames', 1);
  });

  test('nothing is drawn while the page is hidden or the canvas is out of sight', async () => {
    const framesIn = async (ms: number): Promise<number> => {
      await stage.page.waitForTimeout(100);
      const { frames } = await stage.call('stats');
      await stage.page.waitForTimeout(ms);
      return (await stage.call('stats')).frames - frames;
    };
    const hide = (hidden: boolean): Promise<unknown> =>
      stage.page.evaluate(`
        Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
        document.dispatchEvent(new Event('visibilitychange'));`);
    await hide(true);
    expect(await framesIn(700)).toBe(0);
    await hide(false);
    await stage.call('nextFrames', 2);
    await stage.page.addStyleTag({ content: 'canvas.away { position: fixed; left: -9999px }' });
    await stage.page.evaluate(`document.querySelector('canvas').classList.add('away')`);
    await stage.page.waitForFunction('!globalThis.stagePage.stats().running');
    expect(await framesIn(700)).toBe(0);
    await stage.page.evaluate(`document.querySelector('canvas').classList.remove('away')`);
    await stage.call('nextFrames', 2);
  });

  test('comes back after the graphics driver took the drawing context away', async () => {
    await stage.call('loseContext');
    await stage.call('nextFrames', 2);
    expect(await stage.call('events')).toEqual(
      expect.arrayContaining(['context lost true', 'context lost false']),
    );
    expect(skinShare(await facePixels())).toBeGreaterThan(0.15);
  });
});
