import type { VRM, VRMHumanBoneName } from '@pixiv/three-vrm';
import {
  createVRMAnimationExpressionTracks,
  createVRMAnimationHumanoidTracks,
  type VRMAnimation,
} from '@pixiv/three-vrm-animation';
import type { Interpolant, KeyframeTrack } from 'three';

/** An animation fitted to one character. `sample` returns a buffer that the next call overwrites. */
export interface BoneClip {
  durationS: number;
  /** Local rotations of normalised bones as x, y, z, w. */
  rotations: { bone: VRMHumanBoneName; sample: Sampler }[];
  /** Local position of the hips, x, y, z in metres. */
  hips: Sampler | null;
  expressions: { name: string; sample: Sampler }[];
}

export type Sampler = (tS: number) => ArrayLike<number>;

/** Fits `animation` to the bones, the size and the expressions of `vrm`. */
export function fitClip(animation: VRMAnimation, vrm: VRM): BoneClip {
  const body = createVRMAnimationHumanoidTracks(animation, vrm.humanoid, vrm.meta.metaVersion);
  const face = vrm.expressionManager
    ? createVRMAnimationExpressionTracks(animation, vrm.expressionManager)
    : { preset: new Map<string, KeyframeTrack>(), custom: new Map<string, KeyframeTrack>() };
  const hips = body.translation.get('hips');
  return {
    durationS: animation.duration,
    rotations: [...body.rotation].map(([bone, track]) => ({ bone, sample: samplerOf(track) })),
    hips: hips ? samplerOf(hips) : null,
    expressions: [...face.preset, ...face.custom].map(([name, track]) => ({
      name,
      sample: samplerOf(track),
    })),
  };
}

function samplerOf(track: KeyframeTrack): Sampler {
  // `createInterpolant` is set by the constructor after the interpolation kind, and missing from three's types.
  const { createInterpolant } = track as unknown as { createInterpolant(result?: Float32Array): Interpolant };
  const interpolant = createInterpolant.call(track, new Float32Array(track.getValueSize()));
  return (tS) => interpolant.evaluate(tS) as ArrayLike<number>;
}
