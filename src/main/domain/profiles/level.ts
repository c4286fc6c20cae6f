/** The second level takes this many points, and each further one this many more than the one before. */
const STEP_POINTS = 125;

/** With how many points a level begins: 0, 125, 375, 750, 1,250, 1,875, … */
export function pointsOfLevel(level: number): number {
  return (STEP_POINTS * level * (level - 1)) / 2;
}

/** The level of so many experience points, from 1. */
export function levelOf(points: number): number {
  // The inverse of the sum above; rounding may put it one off where a level begins.
  const level = Math.max(1, Math.floor((1 + Math.sqrt(1 + (8 * points) / STEP_POINTS)) / 2));
  if (pointsOfLevel(level + 1) <= points) return level + 1;
  return pointsOfLevel(level) > points ? level - 1 : level;
}
