/** From 0 to 1 with a soft start and a soft end; `x` is 0 to 1. */
export function smoothStep(x: number): number {
  return x * x * (3 - 2 * x);
}
