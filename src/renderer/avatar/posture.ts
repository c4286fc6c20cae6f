import { damp } from './damp.ts';
import type { Direction } from './gaze.ts';
import type { Pose } from './pose.ts';

/** What the character is doing as a whole. */
export type Mood = 'idle' | 'listening' | 'thinking' | 'speaking';

interface Shape {
  leanDeg: number;
  headPitchDeg: number;
  headRollDeg: number;
  headYawDeg: number;
  /** Where the eyes go, relative to what is looked at. */
  gaze: Direction;
}

const SHAPES: Record<Mood, Shape> = {
  idle: { leanDeg: 0, headPitchDeg: 0, headRollDeg: 0, headYawDeg: 0, gaze: { yawDeg: 0, pitchDeg: 0 } },
  listening: {
    leanDeg: 2.5,
    headPitchDeg: 1,
    headRollDeg: 5,
    headYawDeg: 0,
    gaze: { yawDeg: 0, pitchDeg: 0 },
  },
  thinking: {
    leanDeg: -1,
    headPitchDeg: -5,
    headRollDeg: -4,
    headYawDeg: 7,
    gaze: { yawDeg: 13, pitchDeg: -11 },
  },
  speaking: { leanDeg: 1, headPitchDeg: 0, headRollDeg: 0, headYawDeg: 0, gaze: { yawDeg: 0, pitchDeg: 0 } },
};

const TAU_S = 0.28;

/** The bearing of each mood, blended from one to the next. */
export class Posture {
  mood: Mood = 'idle';
  readonly #now: Shape = { ...SHAPES.idle, gaze: { yawDeg: 0, pitchDeg: 0 } };

  /** True while the body is still changing its bearing. */
  get moving(): boolean {
    return Math.abs(this.#now.headRollDeg - SHAPES[this.mood].headRollDeg) > 0.15;
  }

  get gaze(): Direction {
    return this.#now.gaze;
  }

  update(deltaS: number): void {
    const to = SHAPES[this.mood];
    for (const key of ['leanDeg', 'headPitchDeg', 'headRollDeg', 'headYawDeg'] as const) {
      this.#now[key] = damp(this.#now[key], to[key], TAU_S, deltaS);
    }
    // The eyes leave before the head does.
    this.#now.gaze.yawDeg = damp(this.#now.gaze.yawDeg, to.gaze.yawDeg, TAU_S * 0.4, deltaS);
    this.#now.gaze.pitchDeg = damp(this.#now.gaze.pitchDeg, to.gaze.pitchDeg, TAU_S * 0.4, deltaS);
  }

  apply(pose: Pose): void {
    pose.rotate('spine', this.#now.leanDeg, 0, 0);
    pose.rotate(
      'neck',
      this.#now.headPitchDeg * 0.4,
      this.#now.headYawDeg * 0.4,
      this.#now.headRollDeg * 0.4,
    );
    pose.rotate(
      'head',
      this.#now.headPitchDeg * 0.6,
      this.#now.headYawDeg * 0.6,
      this.#now.headRollDeg * 0.6,
    );
  }
}
