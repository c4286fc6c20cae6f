import { estimateTokens } from './estimate-tokens.ts';

/** How long the passages of a knowledge base are, as whoever made it wants them; in UTF-16 characters. */
export interface PassageCut {
  /** No passage is longer. */
  sizeCharacters: number;
  /** How much of the end of a passage the next one begins with, where the text goes on; at most half of the size. */
  overlapCharacters: number;
}

/** A stretch of the whole text that is not divided. */
export interface Piece {
  start: number;
  end: number;
  /** Of its text alone. */
  size: number;
  page: number | null;
  heading: string | null;
  /** Whether a passage may begin with it again. */
  repeats: boolean;
}

/** What passages are cut by. */
export interface PassageMeasure {
  /** A passage ends with the piece that reaches this. */
  target: number;
  /** No piece of a passage is added beyond this. */
  max: number;
  /** What is longer is cut wherever it must be. */
  pieceMax: number;
  /** How much of the end of a passage the next one begins with at most. */
  overlap: number;
  /** Whether what is no sentence may stand in two passages too, and a sentence in part where it is too long. */
  overlapsAnything: boolean;
  sizeOf(text: string): number;
  /** Of pieces that follow one another, with what stands between them where that counts. */
  lengthOf(pieces: readonly Piece[]): number;
}

/** By tokens, which is what prompts have room for: sentences are kept whole. */
export function byTokens(target: number, max: number, overlap: number): PassageMeasure {
  return {
    target,
    max,
    pieceMax: max,
    overlap,
    overlapsAnything: false,
    sizeOf: estimateTokens,
    lengthOf: (pieces) => pieces.reduce((sum, { size }) => sum + size, 0),
  };
}

/** By characters, to the letter. */
export function byCharacters({ sizeCharacters, overlapCharacters }: PassageCut): PassageMeasure {
  return {
    target: sizeCharacters,
    max: sizeCharacters,
    // So that there is room for the overlap before it.
    pieceMax: sizeCharacters - overlapCharacters,
    overlap: overlapCharacters,
    overlapsAnything: true,
    sizeOf: (text) => text.length,
    lengthOf: (pieces) => (pieces.at(-1)?.end ?? 0) - (pieces[0]?.start ?? 0),
  };
}
