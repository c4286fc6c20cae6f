import { NO_TURN, type Quat } from '../geometry/quaternion.ts';
import { add } from '../geometry/vector.ts';
import { boneNodes } from '../gltf/bone-nodes.ts';
import { GlbBuilder } from '../gltf/glb-builder.ts';
import { BONES, boneAt } from '../skeleton.ts';
import type { Clip } from './clip.ts';

const FRAMES_PER_SECOND = 30;
/** Keys are left out where the straight way between their neighbours is this near (quaternion parts, metres). */
const TOLERANCE = 0.0006;

/** Writes a clip as a VRMC_vrm_animation 1.0 file: humanoid rotations on a T-pose skeleton without local turns. */
export function writeVrma(clip: Clip): Uint8Array {
  const glb = new GlbBuilder();
  const bones = BONES.filter((bone) => bone.humanoid && !bone.name.endsWith('Eye'));
  const nodeOf = new Map(bones.map((bone, i) => [bone.name, i]));
  const count = Math.round(clip.duration * FRAMES_PER_SECOND) + 1;
  const times = Array.from({ length: count }, (_, i) => (i / (count - 1)) * clip.duration);
  const poses = times.map((time) => clip.at(time));
  const samplers: Array<Record<string, unknown>> = [];
  const channels: Array<Record<string, unknown>> = [];

  const addTrack = (
    node: number,
    path: 'rotation' | 'translation',
    values: ReadonlyArray<readonly number[]>,
  ): void => {
    const kept = keepNeeded(times, values);
    channels.push({ sampler: samplers.length, target: { node, path } });
    samplers.push({
      input: glb.addFloats(
        'SCALAR',
        kept.map((i) => [times[i]!]),
        { limits: true },
      ),
      output: glb.addFloats(
        path === 'rotation' ? 'VEC4' : 'VEC3',
        kept.map((i) => values[i]!),
      ),
      interpolation: 'LINEAR',
    });
  };
  for (const bone of bones) {
    const values = continuous(poses.map((one) => one.bones[bone.name] ?? NO_TURN));
    if (values.every((q) => Math.abs(q[3]) > 0.9999999)) continue;
    addTrack(nodeOf.get(bone.name)!, 'rotation', values);
  }
  addTrack(
    nodeOf.get('hips')!,
    'translation',
    poses.map((one) => add(boneAt('hips'), one.hips)),
  );

  return glb.finish({
    asset: { version: '2.0', generator: 'tools/avatar of the Tomo project' },
    extensionsUsed: ['VRMC_vrm_animation'],
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: boneNodes(bones),
    animations: [{ name: clip.name, channels, samplers }],
    extensions: {
      VRMC_vrm_animation: {
        specVersion: '1.0',
        humanoid: { humanBones: Object.fromEntries(bones.map((bone, i) => [bone.name, { node: i }])) },
      },
    },
  });
}

/** Signs chosen so that each rotation lies near the one before it. */
function continuous(values: Quat[]): Quat[] {
  let last: Quat = NO_TURN;
  return values.map((q) => {
    const cosine = q[0] * last[0] + q[1] * last[1] + q[2] * last[2] + q[3] * last[3];
    last = cosine < 0 ? [-q[0], -q[1], -q[2], -q[3]] : q;
    return last;
  });
}

/** Numbers of the keys that straight lines between them need to follow the values (Douglas and Peucker, 1973). */
function keepNeeded(times: number[], values: ReadonlyArray<readonly number[]>): number[] {
  const keep = new Set([0, values.length - 1]);
  const divide = (from: number, to: number): void => {
    let worst = 0;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const t = (times[i]! - times[from]!) / (times[to]! - times[from]!);
      const error = Math.max(
        ...values[i]!.map((v, c) => Math.abs(v - (values[from]![c]! * (1 - t) + values[to]![c]! * t))),
      );
      if (error > worst) [worst, at] = [error, i];
    }
    if (worst < TOLERANCE) return;
    keep.add(at);
    divide(from, at);
    divide(at, to);
  };
  divide(0, values.length - 1);
  return [...keep].sort((a, b) => a - b);
}
