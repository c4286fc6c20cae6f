import type { Row } from './rows.ts';
import type { TextPieces } from './text-pieces.ts';

/** What is learned from one text. */
export interface FeatureSource {
  pieces: TextPieces;
  /** Of length 1, by the embeddings in use. */
  vector: Float32Array;
}

/**
 * How much each part of a text’s features counts beside the others, which have length 1 each: found by holding back
 * examples, with the built-in embeddings, which know of a text little more than its words.
 */
const VECTOR_LENGTH = 0.5;
const WORDS_LENGTH = 1;
const LETTERS_LENGTH = 1;
/** Runs of letters that one text alone has are left out where there are so many texts. */
const MANY_TEXTS = 1_000;

type Part = 'words' | 'letters';

/** The pieces that were seen while learning; `weight` is larger the fewer texts have one. */
interface KnownPiece {
  feature: number;
  weight: number;
}

/** What can be kept of a vocabulary. */
export interface FeaturesData {
  dimensions: number;
  textCount: number;
  /** Pieces in the order of their features, each with how many texts had it. */
  words: [piece: string, texts: number][];
  letters: [piece: string, texts: number][];
}

/**
 * Turns texts into features: the embedding, the words, and the runs of letters of those that were seen while learning.
 * What was never seen makes a text shorter in that part, so that it is known less surely.
 */
export class IntentFeatures {
  readonly data: FeaturesData;
  /** How many features there are. */
  readonly count: number;
  readonly #known: Readonly<Record<Part, Map<string, KnownPiece>>>;
  readonly #unseenWeight: number;

  constructor(data: FeaturesData) {
    this.data = data;
    const weigh = (texts: number) => Math.log((1 + data.textCount) / (1 + texts)) + 1;
    const known = (pieces: FeaturesData['words'], first: number) =>
      new Map(pieces.map(([piece, texts], at) => [piece, { feature: first + at, weight: weigh(texts) }]));
    this.#known = {
      words: known(data.words, data.dimensions),
      letters: known(data.letters, data.dimensions + data.words.length),
    };
    this.#unseenWeight = weigh(0);
    this.count = data.dimensions + data.words.length + data.letters.length;
  }

  /** @param countMax how many features there may be at most; the pieces that most texts have stay */
  static learn(texts: readonly FeatureSource[], dimensions: number, countMax: number): IntentFeatures {
    const room = Math.max(0, countMax - dimensions);
    const textsMin = texts.length >= MANY_TEXTS ? 2 : 1;
    const words = mostFrequent(texts, 'words', Math.ceil(room / 2), textsMin);
    const letters = mostFrequent(texts, 'letters', room - words.length, textsMin);
    return new IntentFeatures({ dimensions, textCount: texts.length, words, letters });
  }

  rowOf({ pieces, vector }: FeatureSource): Row {
    const row: Row = { features: [], values: [] };
    for (let at = 0; at < this.data.dimensions; at++) {
      const value = vector[at] ?? 0;
      if (value === 0) continue;
      row.features.push(at);
      row.values.push(value * VECTOR_LENGTH);
    }
    this.#add(row, 'words', pieces.words, WORDS_LENGTH);
    this.#add(row, 'letters', pieces.letters, LETTERS_LENGTH);
    return row;
  }

  #add(row: Row, part: Part, pieces: ReadonlyMap<string, number>, length: number): void {
    const first = row.values.length;
    let squares = 0;
    for (const [piece, count] of pieces) {
      const known = this.#known[part].get(piece);
      const value = (1 + Math.log(count)) * (known?.weight ?? this.#unseenWeight);
      squares += value * value;
      if (known === undefined) continue;
      row.features.push(known.feature);
      row.values.push(value);
    }
    const scale = length / Math.sqrt(Math.max(squares, Number.MIN_VALUE));
    for (let at = first; at < row.values.length; at++) row.values[at] = (row.values[at] as number) * scale;
  }
}

function mostFrequent(
  texts: readonly FeatureSource[],
  part: Part,
  countMax: number,
  textsMin: number,
): [string, number][] {
  const counts = new Map<string, number>();
  for (const { pieces } of texts) {
    for (const piece of pieces[part].keys()) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  }
  const frequent = [...counts].filter(([, count]) => count >= textsMin);
  if (frequent.length <= countMax) return frequent;
  return frequent.sort((a, b) => b[1] - a[1]).slice(0, countMax);
}
