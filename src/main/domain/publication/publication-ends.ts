/** Tells what was opened on a character's public pages that the character is not public any more. */
export class PublicationEnds {
  readonly #watches = new Map<string, Set<() => void>>();

  /** @returns ends the watch */
  watch(characterId: string, onEnd: () => void): () => void {
    const watches = this.#watches.get(characterId) ?? new Set();
    this.#watches.set(characterId, watches.add(onEnd));
    return () => {
      watches.delete(onEnd);
      if (watches.size === 0 && this.#watches.get(characterId) === watches) this.#watches.delete(characterId);
    };
  }

  announce(characterId: string): void {
    for (const onEnd of [...(this.#watches.get(characterId) ?? [])]) onEnd();
  }
}
