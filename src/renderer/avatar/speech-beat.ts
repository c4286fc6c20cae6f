import { damp } from './damp.ts';
import type { Pose } from './pose.ts';

/**
 * The head's part in talking: it dips a little with every stressed opening of the mouth and drifts sideways over a
 * clause, as heads do.
 */
export class SpeechBeat {
  #slow = 0;
  #fast = 0;
  #tS = 0;
  #talking = 0;

  /** Smoothed presence of speech, 0 to 1. */
  get talking(): number {
    return this.#talking;
  }

  /** `openness`: the mouth's, 0 to 1. `speaking`: whether a clause sounds. */
  update(deltaS: number, openness: number, speaking: boolean): void {
    this.#tS += deltaS;
    this.#talking = damp(this.#talking, speaking ? 1 : 0, speaking ? 0.08 : 0.22, deltaS);
    this.#slow = damp(this.#slow, openness, 0.35, deltaS);
    this.#fast = damp(this.#fast, openness - this.#slow, 0.09, deltaS);
  }

  apply(pose: Pose, amount: number): void {
    const scale = this.#talking * amount;
    if (scale < 0.01) return;
    pose.rotate(
      'head',
      4.2 * this.#fast * scale,
      2.2 * Math.sin(this.#tS * 1.9) * scale,
      1.4 * Math.sin(this.#tS * 1.3) * scale,
    );
    pose.rotate('chest', 0.8 * this.#fast * scale, 0.7 * Math.sin(this.#tS * 1.1) * scale, 0);
  }
}
