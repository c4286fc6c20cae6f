import type { VisemeMark } from './viseme.ts';

/** Weights of the five VRM mouth expressions, 0 to 1. */
export type MouthPose = Record<'aa' | 'ih' | 'ou' | 'ee' | 'oh', number>;

/** The mouth at `tMs` of a clause: each mark rises to its weight in its first half and falls in its second. */
export function sampleMouth(marks: readonly VisemeMark[], tMs: number): MouthPose {
  const pose: MouthPose = { aa: 0, ih: 0, ou: 0, ee: 0, oh: 0 };
  for (const { t, d, v, w } of marks) {
    if (v === 'sil' || d <= 0 || tMs <= t || tMs >= t + d) continue;
    const phase = (tMs - t) / d;
    pose[v] = Math.max(pose[v], w * Math.sin(Math.PI * phase));
  }
  return pose;
}
