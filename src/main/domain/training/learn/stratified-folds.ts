import { seededRandom, shuffled } from './seeded-random.ts';

/** What is learned from and what is held back to measure by; both are positions in the labels. */
export interface Fold {
  train: number[];
  test: number[];
}

/**
 * Parts the examples so that each class is in every part as evenly as it can be. Each example is held back once, but
 * the only one of a class never: nothing would be left to learn it from.
 *
 * @param labels the class of each example, from 0
 * @param count at least 2
 */
export function stratifiedFolds(labels: readonly number[], count: number, seed: number): Fold[] {
  const foldOf = assignFolds(labels, count, seed);
  return Array.from({ length: count }, (_, fold) =>
    splitBy((at) => foldOf[at] === fold, labels.length),
  ).filter(({ test }) => test.length > 0);
}

/** One part held back: about this share of each class, and at least one of each that has two. */
export function stratifiedHoldOut(labels: readonly number[], share: number, seed: number): Fold {
  const held = new Set<number>();
  for (const members of shuffledClasses(labels, seed)) {
    const count = members.length < 2 ? 0 : Math.max(1, Math.min(members.length - 1, members.length * share));
    for (const at of members.slice(0, Math.round(count))) held.add(at);
  }
  return splitBy((at) => held.has(at), labels.length);
}

/** About so many examples, of every class its share and at least two. */
export function stratifiedSample(labels: readonly number[], size: number, seed: number): number[] {
  const share = size / labels.length;
  return shuffledClasses(labels, seed)
    .flatMap((members) => members.slice(0, Math.max(2, Math.round(members.length * share))))
    .sort((a, b) => a - b);
}

function assignFolds(labels: readonly number[], count: number, seed: number): Int32Array {
  const foldOf = new Int32Array(labels.length).fill(-1);
  // Going on where the last class ended keeps the parts of one size.
  let next = 0;
  for (const members of shuffledClasses(labels, seed)) {
    if (members.length < 2) continue;
    for (const at of members) foldOf[at] = next++ % count;
  }
  return foldOf;
}

function shuffledClasses(labels: readonly number[], seed: number): number[][] {
  const classes = new Map<number, number[]>();
  labels.forEach((label, at) => {
    const members = classes.get(label);
    if (members === undefined) classes.set(label, [at]);
    else members.push(at);
  });
  const random = seededRandom(seed);
  return [...classes].sort(([a], [b]) => a - b).map(([, members]) => shuffled(members, random));
}

function splitBy(isTest: (at: number) => boolean, count: number): Fold {
  const all = Array.from({ length: count }, (_, at) => at);
  return { train: all.filter((at) => !isTest(at)), test: all.filter(isTest) };
}
