/** Texts as vectors of length 1, by one model. */
export interface GroupRequest {
  questions: readonly Float32Array[];
  /** What lessons are about already. */
  known: readonly Float32Array[];
  /** Questions whose answers were liked. */
  praised: readonly Float32Array[];
  /** Questions that have nothing to do with each other: what the model takes for alike without a reason. */
  unrelated: readonly Float32Array[];
}

export interface QuestionGroup {
  /** Places in `questions`; the one in the middle first. `likeness` is to the group, from 0 to 1. */
  members: { at: number; likeness: number }[];
  /** The place in `known` of what it belongs to; null where it is new. */
  known: number | null;
  /** The place in `praised` of the question that is most like its middle; null where none is. */
  praised: number | null;
}

/**
 * As alike must questions be, in the mean, to be one: 0 is what the model says of questions that have nothing to do
 * with each other, 1 the same question. With the built-in embedder, ways to ask the same have 0.5 to 1.
 */
export const ALIKE_MIN = 0.5;

/**
 * Puts questions that ask the same together: first to what is known, the others by average linkage, the most alike
 * first, while they are alike enough.
 */
export function groupQuestions({ questions, known, praised, unrelated }: GroupRequest): QuestionGroup[] {
  const alike = likenessOver(meanLikeness(questions, unrelated));
  const nearest = (vector: Float32Array, among: readonly Float32Array[]) => {
    let best: { at: number; likeness: number } | null = null;
    for (const [at, other] of among.entries()) {
      const likeness = alike(vector, other);
      if (likeness >= ALIKE_MIN && likeness > (best?.likeness ?? 0)) best = { at, likeness };
    }
    return best;
  };
  const groups = new Map<number, QuestionGroup>();
  const fresh: number[] = [];
  for (const [at, vector] of questions.entries()) {
    const found = nearest(vector, known);
    if (found === null) fresh.push(at);
    else {
      const group = groups.get(found.at) ?? { members: [], known: found.at, praised: null };
      group.members.push({ at, likeness: clamped(found.likeness) });
      groups.set(found.at, group);
    }
  }
  const likeness = fresh.map((a) =>
    Float32Array.from(fresh, (b) => alike(questions[a] as Float32Array, questions[b] as Float32Array)),
  );
  for (const places of linked(likeness)) {
    const members = places
      .map((place) => ({ at: fresh[place] as number, likeness: clamped(meanOf(likeness[place], places)) }))
      .sort((a, b) => b.likeness - a.likeness || a.at - b.at);
    const middle = questions[members[0]?.at ?? 0] as Float32Array;
    groups.set(-1 - groups.size, { members, known: null, praised: nearest(middle, praised)?.at ?? null });
  }
  return [...groups.values()];
}

/** Average linkage. @returns places that belong together */
function linked(first: readonly Float32Array[]): number[][] {
  const likeness = first.map((row) => row.slice());
  const groups = new Map(first.map((_, at) => [at, [at]]));
  const best = first.map((_, at) => nearestOf(at, likeness, groups));
  for (;;) {
    let from = -1;
    for (const at of groups.keys()) {
      if ((best[at]?.likeness ?? 0) > (best[from]?.likeness ?? -1)) from = at;
    }
    const link = best[from];
    if (link === undefined || link.likeness < ALIKE_MIN) return [...groups.values()];
    const into = link.at;
    const [joined, other] = [groups.get(into) as number[], groups.get(from) as number[]];
    for (const at of groups.keys()) {
      if (at === into || at === from) continue;
      const row = likeness[at] as Float32Array;
      const mean =
        ((row[into] ?? 0) * joined.length + (row[from] ?? 0) * other.length) / (joined.length + other.length);
      row[into] = mean;
      (likeness[into] as Float32Array)[at] = mean;
    }
    joined.push(...other);
    groups.delete(from);
    for (const at of groups.keys()) {
      const known = best[at];
      const row = likeness[at] as Float32Array;
      if (at === into || known?.at === from || known?.at === into) best[at] = nearestOf(at, likeness, groups);
      else if ((row[into] ?? 0) > (known?.likeness ?? -1)) best[at] = { at: into, likeness: row[into] ?? 0 };
    }
  }
}

function nearestOf(
  at: number,
  likeness: readonly Float32Array[],
  groups: ReadonlyMap<number, unknown>,
): { at: number; likeness: number } | undefined {
  let best: { at: number; likeness: number } | undefined;
  for (const other of groups.keys()) {
    const value = likeness[at]?.[other] ?? 0;
    if (other !== at && value > (best?.likeness ?? -1)) best = { at: other, likeness: value };
  }
  return best;
}

function meanOf(row: Float32Array | undefined, places: readonly number[]): number {
  return places.reduce((sum, place) => sum + (row?.[place] ?? 0), 0) / places.length;
}

function meanLikeness(vectors: readonly Float32Array[], others: readonly Float32Array[]): number {
  const count = vectors.length * others.length;
  if (count === 0) return 0;
  return vectors.reduce((sum, a) => sum + others.reduce((all, b) => all + dot(a, b), 0), 0) / count;
}

function likenessOver(mean: number): (a: Float32Array, b: Float32Array) => number {
  return (a, b) => (dot(a, b) - mean) / Math.max(1 - mean, Number.EPSILON);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function clamped(likeness: number): number {
  return Math.min(1, Math.max(0, likeness));
}
