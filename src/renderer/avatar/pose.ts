import type { VRM, VRMHumanBoneName } from '@pixiv/three-vrm';
import { Euler, type Object3D, Quaternion, Vector3 } from 'three';
import { RELAXED_POSE } from './relaxed-pose.ts';

const DEG = Math.PI / 180;

interface Bone {
  node: Object3D;
  relaxed: Quaternion;
}

/**
 * The character's skeleton as one frame writes it: `reset` to the relaxed pose, then layers on top of each other.
 * Angles are those of a character that faces +Z with its left at +X; VRM 0.x, which faces the other way inside its
 * scene, is mirrored here and nowhere else.
 */
export class Pose {
  readonly #bones = new Map<VRMHumanBoneName, Bone>();
  readonly #hipsRest = new Vector3();
  readonly #side: 1 | -1;
  readonly #euler = new Euler();
  readonly #quaternion = new Quaternion();
  readonly #vector = new Vector3();

  constructor(vrm: VRM) {
    this.#side = vrm.meta.metaVersion === '0' ? -1 : 1;
    for (const name of Object.keys(vrm.humanoid.normalizedHumanBones) as VRMHumanBoneName[]) {
      const node = vrm.humanoid.getNormalizedBoneNode(name);
      if (node && name !== 'leftEye' && name !== 'rightEye') {
        const relaxed = this.#turn(...(RELAXED_POSE[name] ?? [0, 0, 0])).clone();
        this.#bones.set(name, { node, relaxed });
      }
    }
    this.#hipsRest.copy(this.#bones.get('hips')?.node.position ?? this.#hipsRest);
  }

  has(name: VRMHumanBoneName): boolean {
    return this.#bones.has(name);
  }

  reset(): void {
    for (const { node, relaxed } of this.#bones.values()) node.quaternion.copy(relaxed);
    this.#bones.get('hips')?.node.position.copy(this.#hipsRest);
  }

  /** Turns a bone further, in its parent's frame. Does nothing where the character lacks the bone. */
  rotate(name: VRMHumanBoneName, xDeg: number, yDeg: number, zDeg: number): void {
    this.#bones.get(name)?.node.quaternion.premultiply(this.#turn(xDeg, yDeg, zDeg));
  }

  /** Blends a bone towards a local rotation (x, y, z, w); weight 1 replaces what was there. */
  blend(name: VRMHumanBoneName, rotation: ArrayLike<number>, weight: number): void {
    const [x = 0, y = 0, z = 0, w = 1] = Array.from(rotation);
    this.#bones.get(name)?.node.quaternion.slerp(this.#quaternion.set(x, y, z, w), weight);
  }

  blendHips(position: ArrayLike<number>, weight: number): void {
    const [x = 0, y = 0, z = 0] = Array.from(position);
    this.#bones.get('hips')?.node.position.lerp(this.#vector.set(x, y, z), weight);
  }

  /** Moves the hips, in metres for a character whose hips are one metre high. */
  shiftHips(x: number, y: number, z: number): void {
    const scale = this.#hipsRest.y;
    this.#bones
      .get('hips')
      ?.node.position.add(this.#vector.set(x * this.#side, y, z * this.#side).multiplyScalar(scale));
  }

  /** The head's orientation relative to the character's front, from the local rotations of this frame. */
  headOrientation(out: Quaternion): Quaternion {
    out.identity();
    for (const name of ['hips', 'spine', 'chest', 'upperChest', 'neck', 'head'] as const) {
      const bone = this.#bones.get(name);
      if (bone) out.multiply(bone.node.quaternion);
    }
    if (this.#side < 0) out.set(-out.x, out.y, -out.z, out.w);
    return out;
  }

  #turn(xDeg: number, yDeg: number, zDeg: number): Quaternion {
    this.#euler.set(xDeg * DEG * this.#side, yDeg * DEG, zDeg * DEG * this.#side, 'YXZ');
    return this.#quaternion.setFromEuler(this.#euler);
  }
}
