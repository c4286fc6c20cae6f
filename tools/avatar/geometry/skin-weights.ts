import type { Influences } from './mesh.ts';
import { smoothstep } from './scalar.ts';

/** Keeps the four strongest influences, merged by bone, and makes them sum to 1. */
export function influences(...parts: Array<readonly [bone: string, weight: number]>): Influences {
  const byBone = new Map<string, number>();
  for (const [bone, weight] of parts) byBone.set(bone, (byBone.get(bone) ?? 0) + weight);
  const strongest = [...byBone]
    .filter(([, weight]) => weight > 0.004)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 4);
  const sum = strongest.reduce((total, [, weight]) => total + weight, 0);
  return strongest.map(([bone, weight]) => [bone, weight / sum] as const);
}

/** Where one bone of a chain hands over to the next: at `at`, over `width`, both along the chain's axis in metres. */
export interface Joint {
  bone: string;
  at: number;
  width: number;
}

/**
 * Influences along a chain of bones.
 *
 * @param first the bone that rules before the first joint
 * @param joints in rising order of `at`
 * @param position where the vertex lies along the axis
 */
export function alongChain(first: string, joints: Joint[], position: number): Influences {
  const weights: Array<[string, number]> = [[first, 1]];
  for (const joint of joints) {
    const share = smoothstep(joint.at - joint.width / 2, joint.at + joint.width / 2, position);
    const previous = weights[weights.length - 1]!;
    weights.push([joint.bone, previous[1] * share]);
    previous[1] *= 1 - share;
  }
  return influences(...weights);
}

/** Blends two sets of influences: `a` at t = 0, `b` at t = 1. */
export function mixInfluences(a: Influences, b: Influences, t: number): Influences {
  return influences(
    ...a.map(([bone, weight]) => [bone, weight * (1 - t)] as const),
    ...b.map(([bone, weight]) => [bone, weight * t] as const),
  );
}
