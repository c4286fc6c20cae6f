/** Values that come when they come, read one after the other. */
export class Inbox<T> {
  readonly #values: T[] = [];
  #error: unknown;
  #failed = false;
  #wake: (() => void) | undefined;

  put(value: T): void {
    this.#values.push(value);
    this.#wake?.();
  }

  fail(error: unknown): void {
    this.#failed = true;
    this.#error = error;
    this.#wake?.();
  }

  /**
   * The next value; null when none came within `limitMs`.
   *
   * @throws what `fail` was given, or what the signal was aborted with
   */
  async next(limitMs: number, signal?: AbortSignal): Promise<T | null> {
    const endMs = Date.now() + limitMs;
    for (;;) {
      signal?.throwIfAborted();
      const value = this.#values.shift();
      if (value !== undefined) return value;
      if (this.#failed) throw this.#error;
      const leftMs = endMs - Date.now();
      if (leftMs <= 0) return null;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal?.addEventListener('abort', this.#wake, { once: true });
      });
    }
  }
}
