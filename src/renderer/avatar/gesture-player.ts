import type { BoneClip } from './bone-clip.ts';
import { smoothStep } from './smooth-step.ts';

/** What a clip writes to: the skeleton, blended by weight. */
export interface ClipTarget {
  blend(bone: BoneClip['rotations'][number]['bone'], rotation: ArrayLike<number>, weight: number): void;
  blendHips(position: ArrayLike<number>, weight: number): void;
}

interface Playing {
  name: string;
  clip: BoneClip;
  tS: number;
  /** Seconds of fading out so far; -1 while the clip may go on. */
  leavingS: number;
  /** Weight at the moment when leaving began. */
  leftAt: number;
}

const FADE_IN_S = 0.22;
const FADE_OUT_S = 0.4;

/** Plays gestures over whatever the body does: each fades in, and out again before its end. */
export class GesturePlayer {
  #playing: Playing[] = [];

  get active(): boolean {
    return this.#playing.length > 0;
  }

  /** The strongest weight of a gesture now, 0 to 1. */
  get weight(): number {
    return this.#playing.reduce((most, playing) => Math.max(most, weightOf(playing)), 0);
  }

  get names(): string[] {
    return this.#playing.filter((playing) => playing.leavingS < 0).map((playing) => playing.name);
  }

  /** Starts a gesture; one that is still going on gives way to it. */
  play(name: string, clip: BoneClip): void {
    this.stop();
    this.#playing.push({ name, clip, tS: 0, leavingS: -1, leftAt: 0 });
  }

  /** Fades out what plays. */
  stop(): void {
    for (const playing of this.#playing) leave(playing);
  }

  update(deltaS: number): void {
    for (const playing of this.#playing) {
      playing.tS += deltaS;
      if (playing.leavingS >= 0) playing.leavingS += deltaS;
      else if (playing.tS >= playing.clip.durationS - FADE_OUT_S) leave(playing);
    }
    this.#playing = this.#playing.filter((playing) => playing.leavingS < FADE_OUT_S);
  }

  /** Writes the gestures over what `target` holds; `expressions` receives the weights of the face's tracks. */
  apply(target: ClipTarget, expressions: Map<string, number>): void {
    for (const playing of this.#playing) {
      const tS = Math.min(playing.tS, playing.clip.durationS);
      applyClip(playing.clip, tS, weightOf(playing), target, expressions);
    }
  }
}

/** Writes one moment of a clip over what `target` holds. */
export function applyClip(
  clip: BoneClip,
  tS: number,
  weight: number,
  target: ClipTarget,
  expressions: Map<string, number>,
): void {
  if (weight <= 0) return;
  for (const { bone, sample } of clip.rotations) target.blend(bone, sample(tS), weight);
  if (clip.hips) target.blendHips(clip.hips(tS), weight);
  for (const { name, sample } of clip.expressions) {
    expressions.set(name, Math.max(expressions.get(name) ?? 0, (sample(tS)[0] ?? 0) * weight));
  }
}

function leave(playing: Playing): void {
  if (playing.leavingS >= 0) return;
  playing.leftAt = weightOf(playing);
  playing.leavingS = 0;
}

function weightOf(playing: Playing): number {
  if (playing.leavingS < 0) return smoothStep(Math.min(playing.tS / FADE_IN_S, 1));
  return playing.leftAt * smoothStep(Math.max(1 - playing.leavingS / FADE_OUT_S, 0));
}
