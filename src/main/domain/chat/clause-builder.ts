import type { Emotion, Gesture } from '../../../shared/emotion.ts';
import { ClauseSplitter } from './clause-splitter.ts';
import type { ParsedPiece } from './tag-parser.ts';

/** A piece of speech: what is said, how it is felt and which gestures go with it. */
export interface Clause {
  text: string;
  emotion: Emotion;
  /** `at` is the place in the clause, 0 (its start) to 1 (its end). */
  gestures: { name: Gesture; at: number }[];
}

/**
 * Makes clauses of parsed pieces. A feeling begins a new clause; a gesture belongs to the clause in which it stands.
 */
export class ClauseBuilder {
  readonly #splitter = new ClauseSplitter();
  #emotion: Emotion = 'neutral';
  /** Characters pushed so far, and where the open clause began. */
  #pushed = 0;
  #clauseStart = 0;
  #gestures: { name: Gesture; offset: number }[] = [];

  push(pieces: readonly ParsedPiece[]): Clause[] {
    const clauses: Clause[] = [];
    for (const piece of pieces) {
      if (piece.type === 'text') {
        this.#pushed += piece.text.length;
        clauses.push(...this.#splitter.push(piece.text).map((text) => this.#clause(text)));
      } else if (piece.type === 'gesture') {
        this.#gestures.push({ name: piece.gesture, offset: this.#pushed });
      } else {
        if (piece.emotion !== this.#emotion) {
          clauses.push(...this.#splitter.end().map((text) => this.#clause(text)));
        }
        this.#emotion = piece.emotion;
      }
    }
    return clauses;
  }

  /** Ends the text. A gesture after the last word is a clause of its own when that word was given already. */
  end(): Clause[] {
    const clauses = this.#splitter.end().map((text) => this.#clause(text));
    const rest = this.#gestures.map(({ name }) => ({ name, at: 1 }));
    this.#gestures = [];
    if (rest.length === 0) return clauses;
    const last = clauses.at(-1);
    if (last !== undefined) last.gestures.push(...rest);
    else clauses.push({ text: '', emotion: this.#emotion, gestures: rest });
    return clauses;
  }

  #clause(text: string): Clause {
    const start = this.#clauseStart;
    const end = start + text.length;
    this.#clauseStart = end;
    const here = this.#gestures.filter(({ offset }) => offset < end);
    this.#gestures = this.#gestures.filter(({ offset }) => offset >= end);
    return {
      text,
      emotion: this.#emotion,
      gestures: here.map(({ name, offset }) => ({ name, at: (offset - start) / text.length })),
    };
  }
}
