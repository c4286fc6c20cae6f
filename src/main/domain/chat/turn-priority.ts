/**
 * Lets the turns of accounts go first. A visitor's answer is written while no account's is, and one at a time; what
 * has begun is finished.
 */
export class TurnPriority {
  #own = 0;
  #visitorWrites = false;
  readonly #waiting: (() => void)[] = [];

  /** An account's: at once. */
  async *first<T>(write: () => AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    this.#own += 1;
    try {
      yield* write();
    } finally {
      this.#own -= 1;
      this.#letIn();
    }
  }

  /** A visitor's: in its turn. @throws the signal's reason when aborted while waiting */
  async *whenQuiet<T>(
    signal: AbortSignal,
    write: () => AsyncIterable<T>,
  ): AsyncGenerator<T, void, undefined> {
    await this.#turn(signal);
    try {
      yield* write();
    } finally {
      this.#visitorWrites = false;
      this.#letIn();
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      const enter = () => {
        signal.removeEventListener('abort', onAbort);
        this.#visitorWrites = true;
        resolve();
      };
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(enter);
      this.#letIn();
    });
  }

  #letIn(): void {
    if (this.#own === 0 && !this.#visitorWrites) this.#waiting.shift()?.();
  }
}
