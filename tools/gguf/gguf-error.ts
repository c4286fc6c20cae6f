/** What is wrong with a file that cannot be read. */
export type GgufProblem = 'not-gguf' | 'unsupported-version' | 'truncated' | 'malformed';

export class GgufError extends Error {
  override name = 'GgufError';
  readonly problem: GgufProblem;

  constructor(problem: GgufProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}
