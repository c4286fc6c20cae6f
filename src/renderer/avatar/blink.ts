import { smoothStep } from './smooth-step.ts';

const CLOSE_S = 0.07;
const HOLD_S = 0.03;
const OPEN_S = 0.14;
const TOTAL_S = CLOSE_S + HOLD_S + OPEN_S;
const SHORTEST_PAUSE_S = 1.1;
const LONGEST_PAUSE_S = 8;
const MEAN_EXTRA_PAUSE_S = 2.7;
const DOUBLE_BLINK_CHANCE = 0.14;
const DOUBLE_BLINK_PAUSE_S = 0.1;

/** Eyelids: 15 to 20 blinks a minute at irregular intervals, now and then two in a row. */
export class Blink {
  readonly #random: () => number;
  #untilNextS: number;
  #phaseS = -1;

  constructor(random: () => number = Math.random) {
    this.#random = random;
    this.#untilNextS = this.#pauseS();
  }

  /** True while the lids move. */
  get active(): boolean {
    return this.#phaseS >= 0;
  }

  /** Returns how far the eyes are closed, 0 to 1. */
  update(deltaS: number): number {
    if (this.#phaseS < 0) {
      this.#untilNextS -= deltaS;
      if (this.#untilNextS > 0) return 0;
      this.#phaseS = 0;
    } else {
      this.#phaseS += deltaS;
    }
    if (this.#phaseS >= TOTAL_S) {
      this.#phaseS = -1;
      this.#untilNextS = this.#random() < DOUBLE_BLINK_CHANCE ? DOUBLE_BLINK_PAUSE_S : this.#pauseS();
      return 0;
    }
    return lidAt(this.#phaseS);
  }

  #pauseS(): number {
    const extraS = -Math.log(1 - this.#random() * 0.999) * MEAN_EXTRA_PAUSE_S;
    return Math.min(SHORTEST_PAUSE_S + extraS, LONGEST_PAUSE_S);
  }
}

function lidAt(phaseS: number): number {
  if (phaseS < CLOSE_S) return smoothStep(phaseS / CLOSE_S);
  if (phaseS < CLOSE_S + HOLD_S) return 1;
  return smoothStep(1 - (phaseS - CLOSE_S - HOLD_S) / OPEN_S);
}
