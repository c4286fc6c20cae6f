import { NO_TURN, normalizeQuat, type Quat } from '../geometry/quaternion.ts';
import type { Vec3 } from '../geometry/vector.ts';
import type { Pose } from './pose.ts';

/** A moving figure: which pose it has at a time in seconds, from 0 to `duration`. */
export interface Clip {
  name: string;
  duration: number;
  at: (seconds: number) => Pose;
}

export interface Key {
  at: number;
  pose: Pose;
}

/** How far a part trails behind the movement, seconds: what hangs farther out arrives later. */
function lag(bone: string): number {
  if (/Index|Middle|Ring|Little|Thumb/.test(bone)) return 0.09;
  if (bone.endsWith('Hand')) return 0.07;
  if (bone.endsWith('LowerArm')) return 0.035;
  if (bone === 'head') return 0.03;
  return 0;
}

/** A clip through key poses, smooth in between, with hands and fingers trailing the arms. */
export function keyed(name: string, keys: Key[]): Clip {
  const duration = keys[keys.length - 1]!.at;
  const bones = [...new Set(keys.flatMap((key) => Object.keys(key.pose.bones)))];
  const times = keys.map((key) => key.at);
  const tracks = new Map(
    bones.map((bone) => [bone, aligned(keys.map((key) => key.pose.bones[bone] ?? NO_TURN))]),
  );
  return {
    name,
    duration,
    at: (seconds) => ({
      bones: Object.fromEntries(
        bones.map((bone) => {
          const values = tracks.get(bone)!;
          const time = Math.max(0, seconds - lag(bone));
          return [bone, normalizeQuat(smooth(times, values, time) as unknown as Quat)];
        }),
      ),
      hips: smooth(
        times,
        keys.map((key) => key.pose.hips),
        seconds,
      ) as unknown as Vec3,
    }),
  };
}

/** The same rotations with signs chosen so that neighbours lie close. */
function aligned(values: Quat[]): Quat[] {
  const result: Quat[] = [];
  for (const value of values) {
    const previous = result[result.length - 1];
    const away =
      previous &&
      previous[0] * value[0] + previous[1] * value[1] + previous[2] * value[2] + previous[3] * value[3] < 0;
    result.push(away ? [-value[0], -value[1], -value[2], -value[3]] : value);
  }
  return result;
}

/** Cubic interpolation that never overshoots a key (Fritsch and Carlson, 1980), component by component. */
function smooth(times: number[], values: ReadonlyArray<readonly number[]>, time: number): number[] {
  let i = 0;
  while (i < times.length - 2 && time > times[i + 1]!) i++;
  const span = times[i + 1]! - times[i]!;
  const t = Math.min(1, Math.max(0, (time - times[i]!) / span));
  const slope = (k: number, c: number): number => {
    if (k <= 0 || k >= times.length - 1) return 0;
    const before = (values[k]![c]! - values[k - 1]![c]!) / (times[k]! - times[k - 1]!);
    const after = (values[k + 1]![c]! - values[k]![c]!) / (times[k + 1]! - times[k]!);
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  };
  return values[i]!.map((a, c) => {
    const b = values[i + 1]![c]!;
    const t2 = t * t;
    const t3 = t2 * t;
    return (
      a * (2 * t3 - 3 * t2 + 1) +
      slope(i, c) * span * (t3 - 2 * t2 + t) +
      b * (3 * t2 - 2 * t3) +
      slope(i + 1, c) * span * (t3 - t2)
    );
  });
}
