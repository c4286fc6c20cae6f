import type { Pose } from './pose.ts';
import { smoothStep } from './smooth-step.ts';

const BREATH_S = 3.9;

/**
 * Breathing and the small, never repeating sway of somebody who stands. `amount` scales all of it: an idle
 * animation brings its own, so then only a part is added; reduced motion leaves the breath alone.
 */
export class BodyMotion {
  #tS = 0;
  #breath = 0;

  /** `pace`: 1 at rest, more when excited. */
  update(deltaS: number, pace: number): void {
    this.#tS += deltaS;
    this.#breath += (deltaS / BREATH_S) * pace;
  }

  apply(pose: Pose, sway: number, breath: number): void {
    const inhaled = breathAt(this.#breath) * breath;
    pose.rotate('spine', -0.35 * inhaled, 0, 0);
    pose.rotate('chest', -0.9 * inhaled, 0, 0);
    pose.rotate('upperChest', -0.5 * inhaled, 0, 0);
    pose.rotate('neck', 0.9 * inhaled, 0, 0);
    pose.rotate('leftShoulder', 0, 0, 1.2 * inhaled);
    pose.rotate('rightShoulder', 0, 0, -1.2 * inhaled);
    if (sway <= 0) return;
    const lean = drift(this.#tS, 0.11, 0) * sway;
    const turn = drift(this.#tS, 0.083, 2.1) * sway;
    const nod = drift(this.#tS, 0.13, 4.4) * sway;
    pose.shiftHips(0.006 * lean, 0, 0);
    pose.rotate('hips', 0, 0.5 * turn, -0.5 * lean);
    pose.rotate('spine', 0.3 * nod, 0.8 * turn, 0.9 * lean);
    pose.rotate('neck', 0.6 * nod, -0.4 * turn, -0.5 * lean);
    pose.rotate(
      'head',
      0.9 * nod,
      1.1 * drift(this.#tS, 0.17, 1.2) * sway,
      1.2 * drift(this.#tS, 0.097, 5.3) * sway,
    );
    pose.rotate('leftUpperArm', 0.8 * drift(this.#tS, 0.12, 3.3) * sway, 0, 0.6 * lean);
    pose.rotate('rightUpperArm', 0.8 * drift(this.#tS, 0.1, 0.7) * sway, 0, 0.6 * lean);
  }
}

/** In a little faster than out, with a rest when empty; -1 to 1. */
function breathAt(cycles: number): number {
  const phase = cycles - Math.floor(cycles);
  const x = phase < 0.42 ? phase / 0.42 : 1 - (phase - 0.42) / 0.58;
  return 2 * smoothStep(x) - 1;
}

/** A slow wander between -1 and 1: sines whose periods share no multiple. */
function drift(tS: number, hertz: number, phase: number): number {
  const turn = 2 * Math.PI * hertz * tS + phase;
  return 0.6 * Math.sin(turn) + 0.3 * Math.sin(turn * 1.618 + 1.3) + 0.1 * Math.sin(turn * 3.303 + 0.4);
}
