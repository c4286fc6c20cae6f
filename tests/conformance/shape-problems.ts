/**
 * What an answer lacks to be of an example's shape: every field of the example must be there with its type, and a time
 * or an address must be one. More fields are welcome. Each element of a list is compared with the example's element at
 * its place, or the last one.
 *
 * @param excused where the answer may be null or an empty list, e.g. `characters.public_url`
 * @returns one line for each problem; empty when there is none.
 */
export function shapeProblems(
  example: unknown,
  answer: unknown,
  excused: readonly string[] = [],
  path = '',
): string[] {
  const isEmpty = answer === null || (Array.isArray(answer) && answer.length === 0);
  if (isEmpty && excused.includes(path)) return [];
  const wanted = kindOf(example);
  const given = kindOf(answer);
  if (!isOfKind(given, wanted)) return [`${path || 'the answer'} is ${given}, not ${wanted}`];
  if (Array.isArray(example)) return listProblems(example, answer as unknown[], excused, path);
  if (wanted !== 'object') return [];
  return Object.entries(example as object).flatMap(([name, value]) =>
    shapeProblems(
      value,
      (answer as Record<string, unknown>)[name],
      excused,
      path === '' ? name : `${path}.${name}`,
    ),
  );
}

function listProblems(
  example: readonly unknown[],
  answer: readonly unknown[],
  excused: readonly string[],
  path: string,
): string[] {
  if (example.length > 0 && answer.length === 0) return [`${path} is empty`];
  return answer.flatMap((item, index) =>
    shapeProblems(example[Math.min(index, example.length - 1)], item, excused, path),
  );
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'string') return typeof value;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) return 'a time';
  return /^https?:\/\/[^/]+\/./.test(value) ? 'an address' : 'string';
}

/** A text of the example may be anything in the answer; a time or an address must be one. */
function isOfKind(given: string, wanted: string): boolean {
  return given === wanted || (wanted === 'string' && (given === 'a time' || given === 'an address'));
}
