import type { FrameRate } from './frame-rate.ts';

const LONGEST_DELTA_S = 0.1;
/** A timer is set this much early, so that the display's own beat decides. */
const BEAT_MS = 9;

/**
 * Calls `frame` as often as `rate` asks, and never while the page is hidden, the canvas is out of sight or the loop
 * is paused.
 */
export class RenderLoop {
  readonly #frame: (deltaS: number) => void;
  readonly #rate: () => FrameRate;
  readonly #reasons = new Set<string>();
  readonly #stop = new AbortController();
  readonly #intersection: IntersectionObserver;
  #request = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastMs: number | null = null;
  #running = false;

  constructor(canvas: HTMLCanvasElement, rate: () => FrameRate, frame: (deltaS: number) => void) {
    this.#rate = rate;
    this.#frame = frame;
    this.#intersection = new IntersectionObserver((entries) => {
      this.pause('out of sight', entries.at(-1)?.isIntersecting === false);
    });
    this.#intersection.observe(canvas);
    const onVisibility = (): void => this.pause('hidden', document.hidden);
    document.addEventListener('visibilitychange', onVisibility, { signal: this.#stop.signal });
    onVisibility();
  }

  /** False while nothing is drawn. */
  get running(): boolean {
    return this.#running && this.#reasons.size === 0;
  }

  start(): void {
    this.#running = true;
    this.#schedule();
  }

  /** Pauses for a named reason, or ends that pause; the loop goes on when no reason is left. */
  pause(reason: string, paused: boolean): void {
    if (paused) this.#reasons.add(reason);
    else this.#reasons.delete(reason);
    if (this.running) this.#schedule();
    else this.#cancel();
  }

  /** Ends a wait between frames at a low rate: something happens. */
  wake(): void {
    if (this.#timer === undefined) return;
    this.#cancel(true);
    this.#schedule();
  }

  dispose(): void {
    this.#running = false;
    this.#cancel();
    this.#intersection.disconnect();
    this.#stop.abort();
  }

  #cancel(keepClock = false): void {
    cancelAnimationFrame(this.#request);
    clearTimeout(this.#timer);
    this.#request = 0;
    this.#timer = undefined;
    if (!keepClock) this.#lastMs = null;
  }

  #schedule(): void {
    if (!this.running || this.#request !== 0 || this.#timer !== undefined) return;
    const rate = this.#rate();
    const waitMs = rate === 'full' ? 0 : 1000 / rate - BEAT_MS;
    if (waitMs <= BEAT_MS) {
      this.#request = requestAnimationFrame((nowMs) => this.#onFrame(nowMs));
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#request = requestAnimationFrame((nowMs) => this.#onFrame(nowMs));
    }, waitMs);
  }

  #onFrame(nowMs: number): void {
    this.#request = 0;
    const deltaS = this.#lastMs === null ? 0 : Math.max((nowMs - this.#lastMs) / 1000, 0);
    this.#lastMs = nowMs;
    try {
      this.#frame(Math.min(deltaS, LONGEST_DELTA_S));
    } finally {
      this.#schedule();
    }
  }
}
