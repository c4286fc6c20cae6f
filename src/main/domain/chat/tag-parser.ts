import { EMOTIONS, type Emotion, GESTURES, type Gesture } from '../../../shared/emotion.ts';

export type ParsedPiece =
  | { type: 'text'; text: string }
  | { type: 'emotion'; emotion: Emotion }
  | { type: 'gesture'; gesture: Gesture };

const EMOTION_NAMES: ReadonlySet<string> = new Set(EMOTIONS);
const GESTURE_NAMES: ReadonlySet<string> = new Set(GESTURES);
const NAME_CHARACTER = /[a-z_ -]/i;
const LONGEST_TAG = 24;

/**
 * Takes emotion and gesture tags out of a streamed text.
 *
 * The grammar: `[` NAME `]`, where NAME is an emotion or a gesture, in any case, with `_`, `-` or a space between its
 * words and spaces around it. Anything else in brackets is text. The white space around a tag becomes one space, and
 * white space at the start and the end of the whole text is dropped.
 *
 * The text may be cut anywhere: pieces depend on the characters alone, never on how they were pushed.
 */
export class TagParser {
  /** An open bracket and what followed it, while it may still become a tag. */
  #held = '';
  /** White space that is written only when text follows. */
  #space = '';
  #spaceTouchesTag = false;
  #hasText = false;
  #text = '';
  #pieces: ParsedPiece[] = [];

  /** @returns the pieces that became certain with this text; neighbouring text comes as one piece. */
  push(text: string): ParsedPiece[] {
    for (const character of text) this.#take(character);
    return this.#flush();
  }

  /** Ends the text. @returns what was held back. */
  end(): ParsedPiece[] {
    this.#releaseHeld();
    return this.#flush();
  }

  #take(character: string): void {
    if (this.#held === '') {
      if (character === '[') this.#held = character;
      else this.#write(character);
      return;
    }
    if (character === ']') {
      this.#closeTag();
    } else if (NAME_CHARACTER.test(character) && this.#held.length < LONGEST_TAG) {
      this.#held += character;
    } else {
      this.#releaseHeld();
      this.#take(character);
    }
  }

  #closeTag(): void {
    const name = this.#held.slice(1).trim().toLowerCase().replace(/[ -]/g, '_');
    if (EMOTION_NAMES.has(name)) this.#tag({ type: 'emotion', emotion: name as Emotion });
    else if (GESTURE_NAMES.has(name)) this.#tag({ type: 'gesture', gesture: name as Gesture });
    else {
      this.#held += ']';
      this.#releaseHeld();
      return;
    }
    this.#held = '';
  }

  #tag(piece: ParsedPiece): void {
    this.#endText();
    this.#pieces.push(piece);
    this.#spaceTouchesTag = true;
  }

  #releaseHeld(): void {
    const held = this.#held;
    this.#held = '';
    for (const character of held) this.#write(character);
  }

  #write(character: string): void {
    if (/\s/u.test(character)) {
      this.#space += character;
      return;
    }
    if (this.#hasText && this.#space !== '') {
      this.#text += this.#spaceTouchesTag ? (this.#space.includes('\n') ? '\n' : ' ') : this.#space;
    }
    this.#space = '';
    this.#spaceTouchesTag = false;
    this.#hasText = true;
    this.#text += character;
  }

  #endText(): void {
    if (this.#text !== '') this.#pieces.push({ type: 'text', text: this.#text });
    this.#text = '';
  }

  #flush(): ParsedPiece[] {
    this.#endText();
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }
}
