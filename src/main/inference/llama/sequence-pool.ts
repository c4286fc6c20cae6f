import type { LlamaContext, LlamaContextSequence, Token } from 'node-llama-cpp';
import { abortError, throwIfAborted } from '../engine/abort-error.ts';

interface Slot {
  sequence: LlamaContextSequence;
  cacheKey: string | undefined;
  busy: boolean;
  lastUsed: number;
}

interface Waiter {
  cacheKey: string | undefined;
  tokens: readonly Token[];
  take(slot: Slot): void;
}

/**
 * The conversations whose evaluated prompts are kept. A conversation gets its own sequence back; a new one gets the
 * one that shares the longest beginning with it, else the one that was not used for longest. Whoever finds all
 * sequences busy waits in line.
 */
export class SequencePool {
  readonly #slots: Slot[] = [];
  readonly #waiting: Waiter[] = [];
  #uses = 0;

  constructor(context: LlamaContext) {
    while (context.sequencesLeft > 0) {
      this.#slots.push({ sequence: context.getSequence(), cacheKey: undefined, busy: false, lastUsed: 0 });
    }
  }

  /** Lends a sequence to `use`; takes it back when that ends. @throws AbortError when aborted while waiting */
  async *lend<T>(
    cacheKey: string | undefined,
    tokens: readonly Token[],
    signal: AbortSignal | undefined,
    use: (sequence: LlamaContextSequence) => AsyncIterable<T>,
  ): AsyncGenerator<T, void, undefined> {
    const slot = await this.#acquire(cacheKey, tokens, signal);
    try {
      yield* use(slot.sequence);
    } finally {
      this.#release(slot);
    }
  }

  #acquire(cacheKey: string | undefined, tokens: readonly Token[], signal: AbortSignal | undefined) {
    throwIfAborted(signal);
    const free = this.#choose(cacheKey, tokens);
    if (free) return Promise.resolve(this.#take(free, cacheKey));
    return new Promise<Slot>((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(abortError(signal));
      };
      const waiter: Waiter = {
        cacheKey,
        tokens,
        take: (slot) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(slot);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(waiter);
    });
  }

  #choose(cacheKey: string | undefined, tokens: readonly Token[]): Slot | undefined {
    const own = cacheKey === undefined ? undefined : this.#slots.find((slot) => slot.cacheKey === cacheKey);
    if (own && !own.busy) return own;
    const shared = (slot: Slot) => slot.sequence.compareContextTokens(tokens as Token[]).firstDifferentIndex;
    return this.#slots
      .filter((slot) => !slot.busy)
      .sort((a, b) => shared(b) - shared(a) || a.lastUsed - b.lastUsed)[0];
  }

  #take(slot: Slot, cacheKey: string | undefined): Slot {
    slot.busy = true;
    slot.cacheKey = cacheKey;
    slot.lastUsed = ++this.#uses;
    return slot;
  }

  #release(slot: Slot): void {
    slot.busy = false;
    const next = this.#waiting.shift();
    if (next) next.take(this.#take(slot, next.cacheKey));
  }
}
