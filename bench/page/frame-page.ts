import { SpeechPlayer } from '../../src/renderer/avatar/audio/speech-player.ts';
import { createAvatarStage } from '../../src/renderer/avatar/avatar-stage.ts';
import type { SpeechChunkFrame } from '../../src/shared/realtime.ts';
import { createBareLoop } from './bare-loop.ts';

const MODEL = '/resources/avatars/tomo.vrm';
const WARM_UP = 5;
const FRAMES = 40;
const DELTA_S = 1 / 60;

export interface FrameTimes {
  bareMs: number[];
  stageMs: number[];
  /** Whether the mouth moved in the frames that were measured, so that they are frames of speech. */
  mouthMoved: boolean;
  hiddenFrames: number;
}

function canvasOf(id: string): HTMLCanvasElement {
  return document.querySelector<HTMLCanvasElement>(`#${id}`) ?? document.createElement('canvas');
}

/** Milliseconds until the picture is there: reading a pixel waits for the GPU, or for the CPU that plays one. */
function timed(canvas: HTMLCanvasElement, draw: () => void): number {
  const gl = canvas.getContext('webgl2');
  const startMs = performance.now();
  draw();
  gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  return performance.now() - startMs;
}

async function measure(chunk: SpeechChunkFrame): Promise<FrameTimes> {
  const audio = new SpeechPlayer();
  const stage = createAvatarStage({ canvas: canvasOf('stage'), audio, adaptResolution: false });
  stage.setPaused(true);
  await stage.loadAnimations('/resources/animations');
  await stage.load(MODEL);
  const bare = await createBareLoop(canvasOf('bare'), MODEL);
  audio.enqueue(chunk);
  const times: FrameTimes = { bareMs: [], stageMs: [], mouthMoved: false, hiddenFrames: 0 };
  for (let frame = -WARM_UP; frame < FRAMES; frame++) {
    const bareMs = timed(canvasOf('bare'), () => bare(DELTA_S));
    const stageMs = timed(canvasOf('stage'), () => stage.drawFrame(DELTA_S));
    if (frame >= 0) {
      times.bareMs.push(bareMs);
      times.stageMs.push(stageMs);
      times.mouthMoved ||= Object.values(stage.stats().mouth).some((weight) => weight > 0.2);
    }
    // Lets audio and timers run between frames, as a display's beat would.
    await new Promise((resolve) => setTimeout(resolve));
  }
  const { frames } = stage.stats();
  Object.defineProperty(document, 'hidden', { configurable: true, value: true });
  document.dispatchEvent(new Event('visibilitychange'));
  stage.setPaused(false);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  times.hiddenFrames = stage.stats().frames - frames;
  audio.interrupt();
  return times;
}

Object.assign(globalThis, { measureFrames: measure });
