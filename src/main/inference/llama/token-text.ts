import type { LlamaModel, Token } from 'node-llama-cpp';

/** A character of UTF-8 has at most four bytes, and a token holds at least one. */
const LONGEST_WAIT_TOKENS = 4;
/** How many tokens before the new ones decide how those are written, e.g. whether a space comes first. */
const LOOK_BACK_TOKENS = 4;

/** Turns tokens into text one by one, and never gives half a character. */
export class TokenText {
  readonly #model: LlamaModel;
  #before: Token[] = [];
  #waiting: Token[] = [];

  constructor(model: LlamaModel) {
    this.#model = model;
  }

  /** The text that has become complete with this token; often some, sometimes none. */
  push(token: Token): string {
    this.#waiting.push(token);
    const text = this.#model.detokenize(this.#waiting, false, this.#before);
    if (text.endsWith('\uFFFD') && this.#waiting.length < LONGEST_WAIT_TOKENS) return '';
    this.#take();
    return text;
  }

  /** What is left when no more tokens come. */
  end(): string {
    if (this.#waiting.length === 0) return '';
    const text = this.#model.detokenize(this.#waiting, false, this.#before);
    this.#take();
    return text;
  }

  #take(): void {
    this.#before = [...this.#before, ...this.#waiting].slice(-LOOK_BACK_TOKENS);
    this.#waiting = [];
  }
}
