/**
 * The smallest value that at least this share of the values do not exceed (nearest rank); null where there are none.
 *
 * @param sorted from the smallest to the largest
 * @param share above 0, at most 1
 */
export function percentile(sorted: Float64Array, share: number): number | null {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}
