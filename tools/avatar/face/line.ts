type Point = readonly [x: number, y: number];

/** A point beside a line on the face: `offset` metres to the left of `here` on the way from `before` to `after`. */
export function beside(here: Point, before: Point, after: Point, offset: number): { x: number; y: number } {
  const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
  const size = Math.hypot(dx, dy) || 1;
  return { x: here[0] - (dy / size) * offset, y: here[1] + (dx / size) * offset };
}
