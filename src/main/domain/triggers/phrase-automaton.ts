/** More than the codes of UTF-16: what a sign leads to is found by its state and its code together. */
const CODES = 65_536;

/**
 * Looks for many phrases at once, by the algorithm of Aho and Corasick: a text is read once, whatever the phrases are.
 */
export class PhraseAutomaton {
  readonly #next = new Map<number, number>();
  /** By state: where to go on when nothing fits. */
  readonly #fallback: number[] = [0];
  /** By state: the phrase that ends here, or -1. */
  readonly #phrase: number[] = [-1];
  /** By state: the nearest state on the way back in which a phrase ends, or 0. */
  readonly #shorter: number[] = [0];
  readonly #lengths: number[];

  /** @param phrases none of them empty, no two the same */
  constructor(phrases: readonly string[]) {
    this.#lengths = phrases.map(({ length }) => length);
    for (const [number, phrase] of phrases.entries()) this.#add(phrase, number);
    this.#connect(phrases);
  }

  /**
   * Tells at each place which phrases end there, the longest first, until `found` says that it has what it wants.
   *
   * @param found gets the number of the phrase, where it begins and where it ends
   */
  read(text: string, found: (phrase: number, start: number, end: number) => boolean): void {
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      state = this.#step(state, text.charCodeAt(at));
      for (let ending = state; ending !== 0; ending = this.#shorter[ending] ?? 0) {
        const phrase = this.#phrase[ending] ?? -1;
        if (phrase >= 0 && found(phrase, at + 1 - (this.#lengths[phrase] ?? 0), at + 1)) break;
      }
    }
  }

  #add(phrase: string, number: number): void {
    let state = 0;
    for (let at = 0; at < phrase.length; at++) {
      const key = state * CODES + phrase.charCodeAt(at);
      state = this.#next.get(key) ?? this.#newState(key);
    }
    this.#phrase[state] = number;
  }

  #newState(key: number): number {
    const state = this.#phrase.push(-1) - 1;
    this.#fallback.push(0);
    this.#shorter.push(0);
    this.#next.set(key, state);
    return state;
  }

  /** Sign by sign of all phrases, because a state's way back leads to shorter ones. */
  #connect(phrases: readonly string[]): void {
    const states = phrases.map(() => 0);
    const longest = Math.max(0, ...this.#lengths);
    for (let at = 0; at < longest; at++) {
      for (const [number, phrase] of phrases.entries()) {
        if (at >= phrase.length) continue;
        const code = phrase.charCodeAt(at);
        const before = states[number] ?? 0;
        const state = this.#next.get(before * CODES + code) ?? 0;
        const back = before === 0 ? 0 : this.#step(this.#fallback[before] ?? 0, code);
        this.#fallback[state] = back;
        this.#shorter[state] = (this.#phrase[back] ?? -1) >= 0 ? back : (this.#shorter[back] ?? 0);
        states[number] = state;
      }
    }
  }

  #step(from: number, code: number): number {
    let state = from;
    for (;;) {
      const next = this.#next.get(state * CODES + code);
      if (next !== undefined) return next;
      if (state === 0) return 0;
      state = this.#fallback[state] ?? 0;
    }
  }
}
