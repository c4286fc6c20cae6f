/** How well the examples of one class were told from the others. */
export interface ClassScore {
  /** Of what was taken for it, what is right; null where nothing was. */
  precision: number | null;
  /** Of what it is, what was found; null where none was held back. */
  recall: number | null;
  /** Null where none was held back. */
  f1: number | null;
  /** How many examples were held back. */
  support: number;
}

export interface GuessScores {
  /** 0 to 1. */
  accuracy: number;
  /** The mean over the classes of which examples were held back. */
  macroF1: number;
  perClass: ClassScore[];
  /** A row for each class that was right, in it a number for each that was guessed. */
  confusion: number[][];
}

/** @returns null for no guesses */
export function scoreGuesses(
  guesses: readonly { label: number; guessed: number }[],
  classCount: number,
): GuessScores | null {
  if (guesses.length === 0) return null;
  const confusion = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (const { label, guessed } of guesses) {
    const row = confusion[label] as number[];
    row[guessed] = (row[guessed] as number) + 1;
  }
  const perClass = confusion.map((row, at) => {
    const right = row[at] as number;
    const support = sum(row);
    const taken = sum(confusion.map((other) => other[at] as number));
    return {
      precision: taken === 0 ? null : right / taken,
      recall: support === 0 ? null : right / support,
      f1: support === 0 ? null : (2 * right) / (support + taken),
      support,
    };
  });
  const tested = perClass.flatMap(({ f1 }) => (f1 === null ? [] : [f1]));
  return {
    accuracy: sum(confusion.map((row, at) => row[at] as number)) / guesses.length,
    macroF1: sum(tested) / tested.length,
    perClass,
    confusion,
  };
}

/** What is right about always guessing what is most frequent among what was learned from. */
export function majorityAccuracy(trained: readonly number[], tested: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const label of trained) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [most] = [...counts].sort(([a, aCount], [b, bCount]) => bCount - aCount || a - b);
  return tested.filter((label) => label === most?.[0]).length / Math.max(1, tested.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
