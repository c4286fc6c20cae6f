/** What a benchmark found. */
export interface BenchTable {
  name: string;
  /** What was measured, and what to reach. */
  note: string;
  columns: string[];
  rows: string[][];
}
