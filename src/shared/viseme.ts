/** Mouth shapes: the five VRM mouth expressions, and `sil` for closed lips. */
export const VISEMES = ['aa', 'ih', 'ou', 'ee', 'oh', 'sil'] as const;
export type Viseme = (typeof VISEMES)[number];

/**
 * One mouth shape of a clause.
 * `t` and `d` are milliseconds from the start of the clause's samples, `w` is the weight at its peak, 0 to 1.
 * Marks are sorted by `t` and may overlap: where they do, the mouth blends from one shape to the other.
 */
export interface VisemeMark {
  t: number;
  d: number;
  v: Viseme;
  w: number;
}
