/**
 * Moves `current` towards `target` by the share that an exponential approach with time constant `tauS` covers in
 * `deltaS`; the result does not depend on how a span of time is cut into frames.
 */
export function damp(current: number, target: number, tauS: number, deltaS: number): number {
  return target + (current - target) * Math.exp(-deltaS / tauS);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
