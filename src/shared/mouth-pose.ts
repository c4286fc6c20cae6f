import type { Viseme, VisemeMark } from './viseme.ts';

/** How far each of the five mouth expressions is shown, 0 to 1; together at most 1. All 0 is a closed mouth. */
export type MouthPose = Record<Exclude<Viseme, 'sil'>, number>;

/** The mouth begins to change this long before a sound, as a speaker's does. */
const LEAD_IN_MS = 40;
/** The shortest way out of a shape, for marks that do not overlap the one after them. */
const LEAST_LEAD_OUT_MS = 12;
/** Lips have met a moment before the sound of p, b or m. */
const CLOSED_BEFORE_MS = 4;
const CLOSING_MS = 46;
/** Lips part a moment before the sound that follows p, b or m, and not sooner. */
const PARTING_MS = 14;
const MOST_SKEW_MS = 14;
/** Opening and closing when a clause begins or ends. */
const LAST_RELEASE_MS = 90;

const REST: VisemeMark = { t: 0, d: 0, v: 'sil', w: 0 };

/**
 * The mouth at a moment of a clause: the one blending that the renderer shows and the tests measure.
 *
 * Two shapes change into each other around the later one's `t`: from a little before it until the earlier one's end,
 * but over no more than half of either. So every shape is reached, and half of the way is done within 8 ms of its `t`.
 * Lips that must close (`sil` with weight 1) have closed when their mark begins.
 *
 * @param marks sorted by `t`
 * @param tMs milliseconds from the start of the clause's samples. A moment before 0 is worth asking for: the mouth
 *   opens before the sound.
 */
export function sampleMouth(marks: readonly VisemeMark[], tMs: number): MouthPose {
  const pose: MouthPose = { aa: 0, ih: 0, ou: 0, ee: 0, oh: 0 };
  const at = lastStartedBy(marks, tMs);
  const arriving = changeProgress(marks, at, tMs);
  const leaving = changeProgress(marks, at + 1, tMs);
  add(pose, marks[at - 1], 1 - arriving);
  add(pose, marks[at], arriving * (1 - leaving) * stillHeld(marks, at, tMs));
  add(pose, marks[at + 1], leaving);
  return pose;
}

/** How wide a pose opens the mouth, 0 to 1, by how far each shape parts the lips. */
export function mouthOpening(pose: MouthPose): number {
  return pose.aa + 0.75 * pose.oh + 0.6 * pose.ee + 0.4 * pose.ih + 0.35 * pose.ou;
}

function add(pose: MouthPose, mark: VisemeMark | undefined, share: number): void {
  if (mark && mark.v !== 'sil' && share > 0) pose[mark.v] += mark.w * share;
}

/** How far the change into the mark at `index` has come, 0 to 1. */
function changeProgress(marks: readonly VisemeMark[], index: number, tMs: number): number {
  const mark = marks[index];
  if (!mark) return index < 0 ? 1 : 0;
  const before = marks[index - 1];
  const { leadMs, lagMs } = changeAround(before, mark, marks[index + 1]);
  return smoothStep((tMs - (mark.t - leadMs)) / (leadMs + lagMs));
}

function changeAround(
  before: VisemeMark | undefined,
  mark: VisemeMark,
  after: VisemeMark | undefined,
): { leadMs: number; lagMs: number } {
  const roomBeforeMs = before ? (mark.t - before.t) / 2 : Number.POSITIVE_INFINITY;
  const roomAfterMs = after ? (after.t - mark.t) / 2 : mark.d / 2;
  if (closesLips(mark)) {
    return {
      leadMs: Math.max(1, Math.min(CLOSING_MS, roomBeforeMs)),
      lagMs: -Math.min(CLOSED_BEFORE_MS, roomBeforeMs / 2),
    };
  }
  const overlapMs = before ? before.t + before.d - mark.t : LEAD_IN_MS;
  const leadMs = Math.min(before && closesLips(before) ? PARTING_MS : LEAD_IN_MS, roomBeforeMs);
  const lagMs = Math.min(Math.max(overlapMs, LEAST_LEAD_OUT_MS), roomAfterMs);
  // Neither side much longer than the other, or the middle of the change would miss the sound.
  return { leadMs: Math.min(leadMs, lagMs + MOST_SKEW_MS), lagMs: Math.min(lagMs, leadMs + MOST_SKEW_MS) };
}

/** 1 while a mark lasts, falling to 0 after its end when nothing follows it at once. */
function stillHeld(marks: readonly VisemeMark[], index: number, tMs: number): number {
  const mark = marks[index];
  if (!mark) return 1;
  const endMs = mark.t + mark.d;
  const next = marks[index + 1] ?? { ...REST, t: Number.POSITIVE_INFINITY };
  if (next.t <= endMs + LAST_RELEASE_MS) return 1;
  return 1 - smoothStep((tMs - endMs) / LAST_RELEASE_MS);
}

function closesLips(mark: VisemeMark): boolean {
  return mark.v === 'sil' && mark.w >= 1;
}

/** Index of the last mark that has begun, -1 when none has. */
function lastStartedBy(marks: readonly VisemeMark[], tMs: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle] ?? REST).t <= tMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function smoothStep(x: number): number {
  const clamped = Math.min(1, Math.max(0, x));
  return clamped * clamped * (3 - 2 * clamped);
}
