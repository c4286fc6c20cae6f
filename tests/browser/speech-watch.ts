import type { Page } from 'playwright-core';

/** The app's test handle, as far as it is used here. */
interface TestHandle {
  stage: {
    stats(): { mouth: Record<string, number> };
    headBox(): { left: number; top: number; width: number; height: number } | null;
    onFrame(listener: () => void): () => void;
  };
  player: { rms(): number; speaking: boolean };
}

/** What was seen and heard since the watch began. */
export interface Watched {
  speaking: boolean;
  /** The sum of the mouth's weights now. */
  mouth: number;
  /** The loudness now, 0 to 1. */
  rms: number;
  /** The widest and the narrowest mouth while it spoke. */
  widestMouth: number;
  narrowestMouth: number;
  loudest: number;
  /** How many of the pixels around the mouth differed at the most from the picture at rest. */
  changedPixels: number;
  /** The different texts that the newest answer had. */
  texts: string[];
}

declare global {
  var __watched: (() => Watched) | undefined;
}

/** Resolves when the character stands on the stage. */
export async function waitForCharacter(page: Page): Promise<void> {
  await page.waitForFunction(
    () => (globalThis as { __tomo?: TestHandle }).__tomo?.stage.headBox() != null,
    undefined,
    { timeout: 90_000 },
  );
}

/**
 * Watches every frame that is drawn from now on, inside the page: on a machine without a GPU a screenshot takes
 * longer than an answer. The mouth must be at rest at the start.
 */
export async function watchSpeech(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { stage, player } = (globalThis as unknown as { __tomo: TestHandle }).__tomo;
    const canvas = document.querySelector('canvas');
    const small = new OffscreenCanvas(96, 48).getContext('2d', { willReadFrequently: true });
    if (canvas === null || small === null) throw new Error('there is no picture');

    /** Below the eyes, so that a blink does not count. */
    const mouthPixels = (): Uint8ClampedArray => {
      const head = stage.headBox();
      if (head === null) throw new Error('there is no character');
      const scale = canvas.width / canvas.clientWidth;
      const left = (head.left + head.width * 0.36) * scale;
      const top = (head.top + head.height * 0.78) * scale;
      small.clearRect(0, 0, 96, 48);
      small.drawImage(canvas, left, top, head.width * 0.28 * scale, head.height * 0.16 * scale, 0, 0, 96, 48);
      return small.getImageData(0, 0, 96, 48).data;
    };
    const differing = (one: Uint8ClampedArray, other: Uint8ClampedArray): number => {
      let count = 0;
      for (let at = 0; at < one.length; at += 4) {
        const most = Math.max(
          Math.abs((one[at] ?? 0) - (other[at] ?? 0)),
          Math.abs((one[at + 1] ?? 0) - (other[at + 1] ?? 0)),
          Math.abs((one[at + 2] ?? 0) - (other[at + 2] ?? 0)),
        );
        if (most > 40) count++;
      }
      return count;
    };
    const mouthNow = () => Object.values(stage.stats().mouth).reduce((sum, weight) => sum + weight, 0);
    const textNow = () =>
      [...document.querySelectorAll('.message-assistant .bubble')].at(-1)?.textContent ?? '';

    // A machine that is slow may draw nothing between now and the first word.
    const atRest = await new Promise<Uint8ClampedArray>((resolve) => {
      const stop = stage.onFrame(() => {
        stop();
        resolve(mouthPixels());
      });
    });
    let widestMouth = 0;
    let narrowestMouth = Number.POSITIVE_INFINITY;
    let changedPixels = 0;
    let loudest = 0;
    const texts = new Set<string>();
    stage.onFrame(() => {
      if (!player.speaking) return;
      const mouth = mouthNow();
      widestMouth = Math.max(widestMouth, mouth);
      narrowestMouth = Math.min(narrowestMouth, mouth);
      changedPixels = Math.max(changedPixels, differing(atRest, mouthPixels()));
    });
    setInterval(() => {
      loudest = Math.max(loudest, player.rms());
      texts.add(textNow());
    }, 10);
    globalThis.__watched = () => ({
      speaking: player.speaking,
      mouth: mouthNow(),
      rms: player.rms(),
      widestMouth,
      narrowestMouth,
      loudest,
      changedPixels,
      texts: [...texts],
    });
  });
}

/** What was seen and heard so far. */
export async function watched(page: Page): Promise<Watched> {
  return await page.evaluate(() => {
    if (globalThis.__watched === undefined) throw new Error('nothing is watched');
    return globalThis.__watched();
  });
}
