/** The intent of a text by its vector; simple ways to compare with, on the same vectors. */
export type ByVector = (vector: Float32Array) => string;

interface Labelled {
  intent: string;
  vector: Float32Array;
}

/** The intent whose texts are nearest in the mean. */
export function nearestCentroid(examples: readonly Labelled[]): ByVector {
  const centroids = new Map<string, Float32Array>();
  for (const { intent, vector } of examples) {
    const sum = centroids.get(intent) ?? new Float32Array(vector.length);
    centroids.set(
      intent,
      sum.map((value, at) => value + (vector[at] ?? 0)),
    );
  }
  const units = [...centroids].map(([intent, sum]) => {
    const length = Math.sqrt(dot(sum, sum)) || 1;
    return { intent, vector: sum.map((value) => value / length) };
  });
  return (vector) => nearest(units, vector, 1)[0]?.intent ?? '';
}

/** What the nearest texts have, each by how near it is. */
export function nearestNeighbours(examples: readonly Labelled[], count: number): ByVector {
  return (vector) => {
    const votes = new Map<string, number>();
    for (const { intent, vector: own } of nearest(examples, vector, count)) {
      votes.set(intent, (votes.get(intent) ?? 0) + dot(own, vector));
    }
    return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  };
}

function nearest(examples: readonly Labelled[], vector: Float32Array, count: number): Labelled[] {
  return examples
    .map((example) => ({ example, similarity: dot(example.vector, vector) }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, count)
    .map(({ example }) => example);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}
