/** A clause is long enough to be spoken alone; the first one is cut earlier, so that speech begins early. */
const FIRST_CLAUSE_CHARACTERS = 8;
const LATER_CLAUSE_CHARACTERS = 40;
const SHORTEST_SENTENCE_CHARACTERS = 4;
const LONGEST_CLAUSE_CHARACTERS = 180;

const SENTENCE_END = /[.!?…]/u;
const WIDE_SENTENCE_END = /[。！？]/u;
const CLAUSE_END = /[,;:–—]/u;
const WIDE_CLAUSE_END = /[、，；：]/u;
const CLOSING = /["'”’»)\]」』）]/u;
const ABBREVIATION = /(?:^|[\s("])(?:mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|z\.b|bzw|sr|sra|no|\p{L})\.$/iu;

/**
 * Cuts a streamed text into clauses that can be spoken one after the other. Joined, the clauses are the text.
 * Where it cuts depends on the characters alone, never on how they were pushed.
 */
export class ClauseSplitter {
  #clause = '';
  /** The clause may end here if white space or wide text follows. */
  #canEnd = false;
  #count = 0;

  /** @returns the clauses that this text completed. */
  push(text: string): string[] {
    const clauses: string[] = [];
    for (const character of text) {
      const clause = this.#take(character);
      if (clause !== null) clauses.push(clause);
    }
    return clauses;
  }

  /** Ends the text. @returns the rest, when there is one. */
  end(): string[] {
    const rest = this.#clause;
    this.#clause = '';
    this.#canEnd = false;
    return rest === '' ? [] : [rest];
  }

  #take(character: string): string | null {
    if (this.#canEnd && /\s/u.test(character)) {
      // The white space stays with the clause that it ends, so that the next begins with a word.
      return this.#cut(character, '');
    }
    if (WIDE_SENTENCE_END.test(character) || (WIDE_CLAUSE_END.test(character) && this.#isLong())) {
      this.#clause += character;
      return this.#cut('', '');
    }
    if (character === '\n' && this.#clause.trim() !== '') return this.#cut(character, '');

    this.#canEnd = this.#endsWith(character);
    this.#clause += character;
    if (this.#clause.length >= LONGEST_CLAUSE_CHARACTERS) return this.#cutLong();
    return null;
  }

  #endsWith(character: string): boolean {
    if (CLOSING.test(character)) return this.#canEnd;
    const clause = this.#clause + character;
    if (SENTENCE_END.test(character)) {
      return clause.trim().length >= SHORTEST_SENTENCE_CHARACTERS && !ABBREVIATION.test(clause);
    }
    return CLAUSE_END.test(character) && this.#isLong();
  }

  #isLong(): boolean {
    const shortest = this.#count === 0 ? FIRST_CLAUSE_CHARACTERS : LATER_CLAUSE_CHARACTERS;
    return widthOf(this.#clause.trim()) >= shortest;
  }

  #cut(end: string, rest: string): string {
    const clause = this.#clause + end;
    this.#clause = rest;
    this.#canEnd = false;
    this.#count += 1;
    return clause;
  }

  /** A text without punctuation is cut at its last space; one without spaces, where it is. */
  #cutLong(): string {
    const space = this.#clause.lastIndexOf(' ');
    if (space <= 0) return this.#cut('', '');
    const rest = this.#clause.slice(space + 1);
    this.#clause = this.#clause.slice(0, space + 1);
    return this.#cut('', rest);
  }
}

/** Letters of Chinese, Japanese and Korean say about as much as three Latin ones. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u.test(character) ? 3 : 1;
  return width;
}
