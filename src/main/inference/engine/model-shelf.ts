/** The models of one kind that are in memory: each is loaded once, however many ask for it. */
export class ModelShelf<Ref, Model extends { dispose(): Promise<void> }> {
  readonly #load: (ref: Ref) => Promise<Model>;
  readonly #models = new Map<string, Promise<Model>>();

  constructor(load: (ref: Ref) => Promise<Model>) {
    this.#load = load;
  }

  /** @throws EngineError when the model cannot be loaded; the next call tries again */
  get(ref: Ref): Promise<Model> {
    const key = JSON.stringify(ref);
    const known = this.#models.get(key);
    if (known) return known;
    const loaded = this.#load(ref);
    this.#models.set(key, loaded);
    loaded.catch(() => this.#models.delete(key));
    return loaded;
  }

  async release(ref: Ref): Promise<void> {
    const key = JSON.stringify(ref);
    const loaded = this.#models.get(key);
    this.#models.delete(key);
    await (await loaded?.catch(() => undefined))?.dispose();
  }
}
