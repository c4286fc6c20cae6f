import type { Direction } from './gaze.ts';

/**
 * The small jumps that eyes make while they rest on something: mostly a degree or two around the point that is
 * looked at, seldom a glance of up to `reachDeg`. Without them a character stares.
 */
export class Saccades {
  readonly #random: () => number;
  #untilNextS = 0.8;
  #offset: Direction = { yawDeg: 0, pitchDeg: 0 };

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** `reachDeg`: how far a rare glance goes; 0 keeps the eyes still. */
  update(deltaS: number, reachDeg: number): Direction {
    this.#untilNextS -= deltaS;
    if (this.#untilNextS <= 0) {
      this.#untilNextS = 0.35 + this.#random() * 2.1;
      this.#offset = this.#next(reachDeg);
    }
    return this.#offset;
  }

  #next(reachDeg: number): Direction {
    const kind = this.#random();
    if (kind < 0.3) return { yawDeg: 0, pitchDeg: 0 };
    const sizeDeg = Math.min(kind < 0.88 ? 1.6 : reachDeg, reachDeg);
    return { yawDeg: (this.#random() * 2 - 1) * sizeDeg, pitchDeg: (this.#random() * 2 - 1) * sizeDeg * 0.6 };
  }
}
