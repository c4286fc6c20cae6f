/**
 * Work that somebody waits for, and work in the background that steps aside for it: on a small machine both need the
 * same processor.
 */
export class Foreground {
  #running = 0;
  #quiet = Promise.withResolvers<void>();
  /** Aborted when work begins that somebody waits for. */
  #interruption = new AbortController();

  constructor() {
    this.#quiet.resolve();
  }

  /** Marks that somebody waits from now on. @returns what marks the end; further calls of it do nothing. */
  begin(): () => void {
    if (this.#running === 0) {
      this.#quiet = Promise.withResolvers();
      this.#interruption.abort();
    }
    this.#running += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#running -= 1;
      if (this.#running > 0) return;
      this.#interruption = new AbortController();
      this.#quiet.resolve();
    };
  }

  /**
   * Does a small piece of work as soon as nobody waits for anything. It is told to stop when somebody does, and is done
   * again after that.
   *
   * @throws what `work` throws, and the signal's reason
   */
  async whenQuiet<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    while (true) {
      await this.#untilQuiet(signal);
      const interruption = this.#interruption.signal;
      try {
        return await work(AbortSignal.any([signal, interruption]));
      } catch (error) {
        if (signal.aborted || !interruption.aborted) throw error;
      }
    }
  }

  async #untilQuiet(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    while (this.#running > 0) await settledOrAborted(this.#quiet.promise, signal);
  }
}

async function settledOrAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
