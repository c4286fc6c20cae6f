/** A smooth function: writes its gradient at a point and returns its value. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  stepsMax: number;
  /** Ends when no partial derivative is larger. */
  gradientMax?: number;
  /** Ends when a step lowers the value by a smaller share of it. */
  improvementMin?: number;
  /** Told after every step. */
  onStep?(step: number, value: number, point: Float64Array): void;
}

export interface Minimum {
  point: Float64Array;
  value: number;
  steps: number;
  /** False where the steps were used up. */
  converged: boolean;
}

/** How many of the last steps tell of the curvature. */
const MEMORY = 8;
/** Of the decrease that the slope promises, a step must give this share. */
const DECREASE_SHARE = 1e-4;
const HALVINGS_MAX = 30;

/**
 * Finds the lowest point of a convex function by L-BFGS with a line search that halves.
 *
 * Source: Nocedal and Wright, "Numerical Optimization", 2nd edition, algorithms 7.4 and 3.1.
 *
 * @param start is changed, and becomes the result
 */
export function minimise(objective: Objective, start: Float64Array, options: MinimiseOptions): Minimum {
  const { stepsMax, gradientMax = 1e-5, improvementMin = 1e-5, onStep } = options;
  let point: Float64Array = start;
  let gradient: Float64Array = new Float64Array(point.length);
  let value = objective(point, gradient);
  let nextPoint: Float64Array = new Float64Array(point.length);
  let nextGradient: Float64Array = new Float64Array(point.length);
  const direction = new Float64Array(point.length);
  const history: Correction[] = [];
  for (let step = 1; step <= stepsMax; step++) {
    if (largest(gradient) <= gradientMax) return { point, value, steps: step - 1, converged: true };
    descend(direction, gradient, history);
    const slope = dot(direction, gradient);
    let length = history.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    let nextValue = Number.POSITIVE_INFINITY;
    for (let halving = 0; halving < HALVINGS_MAX; halving++) {
      for (let at = 0; at < point.length; at++) {
        nextPoint[at] = (point[at] as number) + length * (direction[at] as number);
      }
      nextValue = objective(nextPoint, nextGradient);
      if (nextValue <= value + DECREASE_SHARE * length * slope) break;
      length /= 2;
    }
    // Rounding hides what is left to gain.
    if (!(nextValue < value)) return { point, value, steps: step - 1, converged: true };
    remember(history, point, nextPoint, gradient, nextGradient);
    const gained = value - nextValue;
    [point, nextPoint] = [nextPoint, point];
    [gradient, nextGradient] = [nextGradient, gradient];
    value = nextValue;
    onStep?.(step, value, point);
    if (gained <= improvementMin * Math.abs(value)) return { point, value, steps: step, converged: true };
  }
  return { point, value, steps: stepsMax, converged: false };
}

/** A step that was taken, and how the gradient changed by it. */
interface Correction {
  moved: Float64Array;
  turned: Float64Array;
  /** One divided by the product of the two. */
  curvature: number;
}

function remember(
  history: Correction[],
  from: Float64Array,
  to: Float64Array,
  before: Float64Array,
  after: Float64Array,
): void {
  const oldest = history.length === MEMORY ? history.shift() : undefined;
  const moved = oldest?.moved ?? new Float64Array(from.length);
  const turned = oldest?.turned ?? new Float64Array(from.length);
  for (let at = 0; at < from.length; at++) {
    moved[at] = (to[at] as number) - (from[at] as number);
    turned[at] = (after[at] as number) - (before[at] as number);
  }
  const product = dot(moved, turned);
  if (product > 1e-12) history.push({ moved, turned, curvature: 1 / product });
}

/** Writes the direction in which the function probably falls fastest, as far as the last steps tell. */
function descend(direction: Float64Array, gradient: Float64Array, history: readonly Correction[]): void {
  for (let at = 0; at < gradient.length; at++) direction[at] = -(gradient[at] as number);
  const shares = new Array<number>(history.length);
  for (let at = history.length - 1; at >= 0; at--) {
    const { moved, turned, curvature } = history[at] as Correction;
    const share = curvature * dot(moved, direction);
    shares[at] = share;
    addScaled(direction, turned, -share);
  }
  const last = history.at(-1);
  if (last !== undefined) {
    const scale = 1 / (last.curvature * dot(last.turned, last.turned));
    for (let at = 0; at < direction.length; at++) direction[at] = (direction[at] as number) * scale;
  }
  history.forEach(({ moved, turned, curvature }, at) => {
    addScaled(direction, moved, (shares[at] as number) - curvature * dot(turned, direction));
  });
}

function addScaled(to: Float64Array, values: Float64Array, scale: number): void {
  for (let at = 0; at < to.length; at++) to[at] = (to[at] as number) + scale * (values[at] as number);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
