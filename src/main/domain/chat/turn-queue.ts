interface QueuedTurn {
  /** Never rejects. */
  run(): Promise<void>;
  controller: AbortController;
}

/** One turn at a time per conversation, in the order in which they came. */
export class TurnQueue {
  readonly #queues = new Map<string, QueuedTurn[]>();
  #closed = false;

  /**
   * Runs the turn when those before it have ended.
   *
   * @param run its signal is aborted by `interrupt` and `close`; it is called also when that happened before its turn.
   * @returns settles as `run` does.
   */
  add<T>(conversationId: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const controller = new AbortController();
    if (this.#closed) controller.abort();
    const turn: QueuedTurn = { controller, run: () => run(controller.signal).then(resolve, reject) };
    const queue = this.#queues.get(conversationId);
    if (queue !== undefined) {
      queue.push(turn);
    } else {
      const started = [turn];
      this.#queues.set(conversationId, started);
      void this.#drain(conversationId, started);
    }
    return promise;
  }

  /** How many turns run or wait. */
  get length(): number {
    let length = 0;
    for (const queue of this.#queues.values()) length += queue.length;
    return length;
  }

  /** Cuts off the turn that runs and those that wait. @returns whether there was one. */
  interrupt(conversationId: string): boolean {
    const queue = this.#queues.get(conversationId);
    for (const turn of queue ?? []) turn.controller.abort();
    return queue !== undefined;
  }

  /** Cuts off everything. @returns resolves when every turn has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const conversationId of this.#queues.keys()) this.interrupt(conversationId);
    while (this.#queues.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async #drain(conversationId: string, queue: QueuedTurn[]): Promise<void> {
    for (let turn = queue[0]; turn !== undefined; turn = queue[0]) {
      await turn.run();
      queue.shift();
    }
    this.#queues.delete(conversationId);
  }
}
