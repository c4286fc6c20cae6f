/** What a benchmark found: printed as it is, and kept in the documentation. */
export interface BenchTable {
  name: string;
  /** What was measured and how, in a sentence or two. */
  note: string;
  columns: string[];
  rows: string[][];
}
