/** Intervals are judged together once they fill this span, so that a slow machine need not suffer long. */
const WINDOW_MS = 700;
const FEWEST = 5;
const SLOW_MS = 26;
const FAST_MS = 18.5;
const STRAINED_MS = 45;
const CALM_WINDOWS_BEFORE_RAISE = 8;
const STEP = 0.8;
const LOWEST = 0.5;

/**
 * Watches how long frames at full rate take. Where they come too slowly it lowers the resolution, and raises it
 * again, carefully, where they come in time: a character that moves smoothly at half resolution looks better than a
 * sharp one that stutters.
 */
export class Pace {
  #intervalsMs: number[] = [];
  #spanMs = 0;
  #calmWindows = 0;
  #scale = 1;
  #strained = false;

  /** Share of the display's pixel ratio to render with, 0.5 to 1. */
  get scale(): number {
    return this.#scale;
  }

  /**
   * True where even the lowest resolution is too much: most likely the CPU draws. Frames that nobody needs would then
   * be taken from the language model.
   */
  get strained(): boolean {
    return this.#strained;
  }

  /** Tells how long a frame at full rate took from the one before. */
  add(intervalMs: number): void {
    this.#intervalsMs.push(intervalMs);
    this.#spanMs += intervalMs;
    const count = this.#intervalsMs.length;
    if (this.#spanMs < WINDOW_MS || count < FEWEST) return;
    const median = this.#intervalsMs.toSorted((a, b) => a - b)[Math.floor(count / 2)] ?? 0;
    this.interrupt();
    this.#strained = median > STRAINED_MS && this.#scale === LOWEST;
    this.#calmWindows = median < FAST_MS ? this.#calmWindows + 1 : 0;
    if (median > SLOW_MS) {
      this.#scale = Math.max(LOWEST, this.#scale * STEP);
    } else if (this.#calmWindows >= CALM_WINDOWS_BEFORE_RAISE) {
      this.#scale = Math.min(1, this.#scale / STEP);
      this.#calmWindows = 0;
    }
  }

  /** Forgets the intervals measured so far, after a pause. */
  interrupt(): void {
    this.#intervalsMs = [];
    this.#spanMs = 0;
  }
}
