import { SpeechPlayer } from '../../src/renderer/avatar/audio/speech-player.ts';
import { AvatarLoadError } from '../../src/renderer/avatar/avatar-load-error.ts';
import { createAvatarStage } from '../../src/renderer/avatar/avatar-stage.ts';
import type { SpeechChunkFrame } from '../../src/shared/realtime.ts';
import type { StagePageApi, StageRecord } from './stage-page-api.ts';

const canvas = document.querySelector('canvas');
if (!canvas) throw new Error('no canvas');
const audio = new SpeechPlayer();
const stage = createAvatarStage({ canvas, audio, adaptResolution: false });
const happened: string[] = [];
audio.on('chunkStart', (chunk) => happened.push(`start ${chunk.index}`));
audio.on('chunkEnd', (chunk) => happened.push(`end ${chunk.index}`));
audio.on('gesture', ({ name }) => happened.push(`gesture ${name}`));
audio.on('idle', ({ interrupted }) => happened.push(interrupted ? 'idle interrupted' : 'idle'));
audio.on('blocked', (blocked) => happened.push(`blocked ${blocked}`));
stage.on('contextLost', (lost) => happened.push(`context lost ${lost}`));

function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const stop = stage.onFrame(() => {
      stop();
      resolve();
    });
  });
}

function mouthSum(): number {
  return Object.values(stage.stats().mouth).reduce((sum, weight) => sum + weight, 0);
}

const api: StagePageApi = {
  async load(address) {
    const { name, vrmVersion, emotions, canTalk } = await stage.load(address);
    return { name, vrmVersion, emotions, canTalk };
  },
  async tryLoad(address) {
    try {
      await stage.load(address);
      return null;
    } catch (error) {
      if (error instanceof AvatarLoadError) return { code: error.code, message: error.message };
      throw error;
    }
  },
  loadAnimations: (baseUrl) => stage.loadAnimations(baseUrl),
  speak(chunks) {
    for (const chunk of chunks) audio.enqueue(chunk);
  },
  async interruptAndListen() {
    const before = audio.rms();
    const fromS = audio.audioTimeS ?? 0;
    audio.interrupt();
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 4));
      const nowS = audio.audioTimeS ?? 0;
      if (audio.rms() < 1e-4 || nowS - fromS > 2) return { before, silentAfterS: nowS - fromS };
    }
  },
  async record(seconds, leastFrames = 4) {
    const record: StageRecord = {
      mouthMost: 0,
      mouthLast: 0,
      emotionMost: {},
      rmsMost: 0,
      rmsLast: 0,
      gestures: [],
      frames: 0,
    };
    const untilMs = performance.now() + seconds * 1000;
    const stop = stage.onFrame(() => record.frames++);
    while (performance.now() < untilMs || record.frames < leastFrames) {
      await new Promise((resolve) => setTimeout(resolve, 15));
      const { emotions, gestures } = stage.stats();
      record.mouthLast = mouthSum();
      record.mouthMost = Math.max(record.mouthMost, record.mouthLast);
      record.rmsLast = audio.rms();
      record.rmsMost = Math.max(record.rmsMost, record.rmsLast);
      for (const [name, weight] of Object.entries(emotions)) {
        record.emotionMost[name] = Math.max(record.emotionMost[name] ?? 0, weight);
      }
      for (const name of gestures) if (!record.gestures.includes(name)) record.gestures.push(name);
    }
    stop();
    return record;
  },
  call: (method, ...args) => invoke(stage, method, args),
  callAudio: (method, ...args) => invoke(audio, method, args),
  stats: () => stage.stats(),
  async nextFrames(count) {
    for (let frame = 0; frame < count; frame++) await nextFrame();
  },
  pixels: (rect) =>
    new Promise((resolve) => {
      const stop = stage.onFrame(() => {
        stop();
        const scale = canvas.width / canvas.clientWidth;
        const copy = new OffscreenCanvas(Math.max(rect.width, 1), Math.max(rect.height, 1));
        const context = copy.getContext('2d');
        const { left, top, width, height } = rect;
        context?.drawImage(
          canvas,
          left * scale,
          top * scale,
          width * scale,
          height * scale,
          0,
          0,
          width,
          height,
        );
        resolve(Array.from(context?.getImageData(0, 0, width, height).data ?? []));
      });
    }),
  headBox: () => stage.headBox(),
  async loseContext() {
    const extension = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context');
    extension?.loseContext();
    await new Promise((resolve) => setTimeout(resolve, 100));
    extension?.restoreContext();
    await new Promise((resolve) => setTimeout(resolve, 100));
  },
  events: () => happened,
};

function invoke(target: object, method: string, args: unknown[]): unknown {
  const called = (target as Record<string, unknown>)[method];
  return typeof called === 'function' ? called.apply(target, args) : called;
}

Object.assign(globalThis, { stagePage: api });

if (location.hash === '#speak-alone') {
  await stage.load('/resources/avatars/tomo.vrm');
  const response = await fetch('/made/chunk.json');
  api.speak([(await response.json()) as SpeechChunkFrame]);
  const record = await api.record(2);
  document.title = JSON.stringify({ record, events: happened });
}
