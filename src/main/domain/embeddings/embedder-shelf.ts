import type { Embedder } from '../../inference/embeddings.ts';
import { type EmbeddingChoice, keyOfChoice } from './embedding-choice.ts';

interface Opened {
  embedder: Embedder;
  /** How many work with it now. */
  users: number;
  /** Nobody wants it any more: the last user frees it. */
  leaving: boolean;
}

/** The embedders that are open. Each is opened once, and not freed before the last work with it has ended. */
export class EmbedderShelf {
  readonly #make: (choice: EmbeddingChoice) => Embedder;
  readonly #opened = new Map<string, Opened>();

  constructor(make: (choice: EmbeddingChoice) => Embedder) {
    this.#make = make;
  }

  async use<T>(choice: EmbeddingChoice, work: (embedder: Embedder) => Promise<T>): Promise<T> {
    const opened = this.#open(choice);
    opened.users += 1;
    try {
      return await work(opened.embedder);
    } finally {
      opened.users -= 1;
      if (opened.leaving) free(opened);
    }
  }

  /** Frees all but these, each as soon as nobody works with it. */
  keepOnly(choices: readonly EmbeddingChoice[]): void {
    const kept = new Set(choices.map(keyOfChoice));
    for (const [key, opened] of [...this.#opened]) {
      if (kept.has(key)) continue;
      this.#opened.delete(key);
      opened.leaving = true;
      free(opened);
    }
  }

  #open(choice: EmbeddingChoice): Opened {
    const key = keyOfChoice(choice);
    const known = this.#opened.get(key);
    if (known) return known;
    const opened = { embedder: this.#make(choice), users: 0, leaving: false };
    this.#opened.set(key, opened);
    return opened;
  }
}

/** Nobody waits for it: a model that hangs must not keep another one from its work. */
function free({ embedder, users }: Opened): void {
  if (users === 0) void embedder.dispose().catch(() => {});
}
