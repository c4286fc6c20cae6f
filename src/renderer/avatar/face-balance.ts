import type { MouthPose } from '../../shared/mouth-pose.ts';
import { type EmotionWeights, SHOWN_EMOTIONS } from './emotion-mixer.ts';
import { MOUTH_SHAPES } from './mouth.ts';

/** How an expression treats the mouth shapes, by the VRM 1.0 specification (`overrideMouth`). */
export type MouthOverride = 'none' | 'block' | 'blend';
export type MouthOverrides = Partial<Record<keyof EmotionWeights, MouthOverride>>;

/**
 * The share of an emotion that gives way while the character talks, for expressions that leave the mouth alone by
 * their own word: most smile, frown or gape with the lips all the same, and `surprised` gapes most.
 */
const YIELD: EmotionWeights = { happy: 0.3, angry: 0.15, sad: 0.2, relaxed: 0.2, surprised: 0.5 };
const YIELD_WHERE_BLENDED = 0.65;
/** At most this share of the mouth's travel is given up to a full emotion. */
const MOUTH_YIELD = 0.2;

/**
 * Lets emotion and speech share a face so that mouth shapes stay readable.
 *
 * @param talking 0 to 1, smoothed presence of speech (not of a single shape, or the face would flicker)
 * @returns the weights to give to the model
 */
export function balanceFace(
  emotions: EmotionWeights,
  mouth: MouthPose,
  talking: number,
  overrides: MouthOverrides,
): { emotions: EmotionWeights; mouth: MouthPose } {
  const shown = { ...emotions };
  let strongest = 0;
  let blended = 0;
  for (const name of SHOWN_EMOTIONS) {
    const override = overrides[name] ?? 'none';
    const share = override === 'block' ? 1 : override === 'blend' ? YIELD_WHERE_BLENDED : YIELD[name];
    shown[name] *= 1 - talking * share;
    if (override === 'blend') blended += shown[name];
    else strongest = Math.max(strongest, shown[name]);
  }
  const sum = MOUTH_SHAPES.reduce((total, shape) => total + mouth[shape], 0);
  // The model itself scales the mouth by 1 - weight of a blending expression; undo most of that.
  const scale = ((1 - MOUTH_YIELD * strongest) / Math.max(sum, 1)) * (1 / Math.max(1 - blended, 0.5));
  const balanced = { ...mouth };
  for (const shape of MOUTH_SHAPES) balanced[shape] = Math.min(mouth[shape] * scale, 1);
  return { emotions: shown, mouth: balanced };
}
