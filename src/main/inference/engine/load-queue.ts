/** Loads one model file after the other, and tells which one is being read. */
export class LoadQueue {
  readonly #onLoading: (file: string | null) => void;
  #last: Promise<unknown> = Promise.resolve();

  /** @param onLoading told before native code reads a file, and with null when it has come through */
  constructor(onLoading: (file: string | null) => void) {
    this.#onLoading = onLoading;
  }

  run<T>(file: string, load: () => Promise<T>): Promise<T> {
    const loaded = this.#last.then(async () => {
      this.#onLoading(file);
      try {
        return await load();
      } finally {
        this.#onLoading(null);
      }
    });
    this.#last = loaded.catch(() => {});
    return loaded;
  }
}
