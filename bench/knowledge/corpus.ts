/** Passages and questions made by numbers: the same for everybody who asks for the same number. */

export const DIMENSIONS = 384;
const VOCABULARY = 60_000;
const TOPICS = 250;
const SUBTOPICS = 16;
/** What a passage's vector has of its own, beside a part of its subtopic of length 1. */
const OWN_PART = 0.7;
/** How far the vector of a question is from that of the passage that it is about. */
const QUESTION_PART = 0.5;
const WORDS_MIN = 60;
const WORDS_RANGE = 90;

export interface BenchEntry {
  id: number;
  text: string;
  vector: Float32Array;
}

export interface Question {
  text: string;
  vector: Float32Array;
}

const NORMALS = normals(65_536);
const WORD_SUMS = zipfSums(VOCABULARY);
const subtopicVectors = new Map<number, Float32Array>();

/** The words of a passage, without its vector. */
export function textAt(id: number): string {
  return wordsOf(randomFrom(id)).join(' ');
}

/** @param id from 1 */
export function entryAt(id: number): BenchEntry {
  const random = randomFrom(id);
  return { id, text: wordsOf(random).join(' '), vector: vectorOf(random) };
}

/**
 * A question about some passage of the first `count`: a vector nearby, and words from it. Who asks names what it is
 * about, so of each two words that come to mind the rarer one is said.
 */
export function questionAt(number: number, count: number): Question {
  const random = randomFrom(0x40000000 + number);
  const target = entryAt(1 + Math.floor(random() * count));
  const words = target.text.split(' ');
  const pick = () => words[Math.floor(random() * words.length)] as string;
  const chosen = Array.from({ length: 3 + Math.floor(random() * 5) }, () => rarer(pick(), pick()));
  return { text: chosen.join(' '), vector: mixed(target.vector, QUESTION_PART, random) };
}

/** Words are numbered by how common they are. */
function rarer(a: string, b: string): string {
  return Number(a.slice(1)) > Number(b.slice(1)) ? a : b;
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixedUp = Math.imul(state ^ (state >>> 15), state | 1);
    mixedUp ^= mixedUp + Math.imul(mixedUp ^ (mixedUp >>> 7), mixedUp | 61);
    return ((mixedUp ^ (mixedUp >>> 14)) >>> 0) / 2 ** 32;
  };
}

function wordsOf(random: () => number): string[] {
  const total = WORD_SUMS[VOCABULARY - 1] as number;
  return Array.from({ length: WORDS_MIN + Math.floor(random() * WORDS_RANGE) }, () => {
    const wanted = random() * total;
    let low = 0;
    let high = VOCABULARY - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((WORD_SUMS[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return `w${low}`;
  });
}

function vectorOf(random: () => number): Float32Array {
  const subtopic = Math.floor(random() * TOPICS * SUBTOPICS);
  return mixed(subtopicVector(subtopic), OWN_PART, random);
}

function subtopicVector(subtopic: number): Float32Array {
  const known = subtopicVectors.get(subtopic);
  if (known !== undefined) return known;
  const topic = direction(randomFrom(0x20000000 + Math.floor(subtopic / SUBTOPICS)));
  const vector = mixed(topic, 0.8, randomFrom(0x30000000 + subtopic));
  subtopicVectors.set(subtopic, vector);
  return vector;
}

/** Of length 1: a vector of length 1 and `part` of a random direction. */
function mixed(vector: Float32Array, part: number, random: () => number): Float32Array {
  const other = direction(random);
  return normalized(vector.map((value, at) => value + part * (other[at] as number)));
}

function direction(random: () => number): Float32Array {
  const start = Math.floor(random() * NORMALS.length);
  const stride = 1 + 2 * Math.floor(random() * 8_192);
  const vector = new Float32Array(DIMENSIONS);
  for (let at = 0; at < DIMENSIONS; at++) {
    vector[at] = NORMALS[(start + at * stride) % NORMALS.length] as number;
  }
  return normalized(vector);
}

function normalized(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const scale = 1 / Math.sqrt(squares);
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] as number) * scale;
  return vector;
}

/** Numbers of a normal distribution, by Box and Muller. */
function normals(count: number): Float32Array {
  const random = randomFrom(7);
  return Float32Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

function zipfSums(count: number): Float64Array {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) {
    sum += 1 / (rank + 2.7);
    sums[rank] = sum;
  }
  return sums;
}
