import { mirrorBone } from '../geometry/mesh.ts';
import { subtract, type Vec3 } from '../geometry/vector.ts';
import { boneAt } from '../skeleton.ts';

interface Swing {
  /** Bones from the fixed end to the free one; the last only marks the tip. */
  bones: string[];
  /** How strongly it returns to its shape, is pulled down, and loses speed (VRMC_springBone 1.0). */
  stiffness: number;
  gravity: number;
  drag: number;
  radius: number;
  collides: boolean;
}

const hair = { stiffness: 1.5, gravity: 0.12, drag: 0.42, radius: 0.02, collides: true };
const string = { stiffness: 0.5, gravity: 0.35, drag: 0.4, radius: 0.007, collides: true };
const leaf = { stiffness: 0.85, gravity: 0.03, drag: 0.28, radius: 0.01, collides: false };

const SWINGS: Array<Swing & { name: string; both?: boolean }> = [
  { name: 'sprout', bones: ['sprout1', 'sprout2', 'leftLeaf1'], ...leaf, stiffness: 1.4 },
  { name: 'leftLeaf', bones: ['leftLeaf1', 'leftLeaf2', 'leftLeafEnd'], ...leaf },
  { name: 'rightLeaf', bones: ['rightLeaf1', 'rightLeaf2', 'rightLeafEnd'], ...leaf },
  { name: 'hairBack', bones: ['hairBack1', 'hairBack2', 'hairBackEnd'], ...hair },
  { name: 'leftHairBack', bones: ['leftHairBack1', 'leftHairBack2', 'leftHairBackEnd'], ...hair, both: true },
  { name: 'leftLock', bones: ['leftLock1', 'leftLock2', 'leftLockEnd'], ...hair, both: true },
  { name: 'leftString', bones: ['leftString1', 'leftString2', 'leftStringEnd'], ...string, both: true },
];

const COLLIDERS: Array<{ bone: string; at: Vec3; radius: number; tail?: Vec3 }> = [
  { bone: 'head', at: [0, 0.92, 0], radius: 0.145 },
  { bone: 'neck', at: [0, 0.73, 0], radius: 0.06, tail: [0, 0.8, 0] },
  { bone: 'upperChest', at: [-0.07, 0.672, 0], radius: 0.06, tail: [0.07, 0.672, 0] },
  { bone: 'chest', at: [0, 0.6, 0.0], radius: 0.088, tail: [0, 0.66, 0.004] },
];

/** The VRMC_springBone 1.0 extension; `nodeOf` gives a bone's node number. */
export function springBones(nodeOf: (bone: string) => number): Record<string, unknown> {
  const swings = SWINGS.flatMap((swing) =>
    swing.both
      ? [swing, { ...swing, name: mirrorBone(swing.name), bones: swing.bones.map(mirrorBone) }]
      : [swing],
  );
  const local = (bone: string, at: Vec3): number[] =>
    subtract(at, boneAt(bone)).map((v) => Number(v.toFixed(4)));
  return {
    specVersion: '1.0',
    colliders: COLLIDERS.map(({ bone, at, radius, tail }) => ({
      node: nodeOf(bone),
      shape: tail
        ? { capsule: { offset: local(bone, at), radius, tail: local(bone, tail) } }
        : { sphere: { offset: local(bone, at), radius } },
    })),
    colliderGroups: [{ name: 'body', colliders: COLLIDERS.map((_, i) => i) }],
    springs: swings.map((swing) => ({
      name: swing.name,
      joints: swing.bones.map((bone) => ({
        node: nodeOf(bone),
        hitRadius: swing.radius,
        stiffness: swing.stiffness,
        gravityPower: swing.gravity,
        gravityDir: [0, -1, 0],
        dragForce: swing.drag,
      })),
      colliderGroups: swing.collides ? [0] : [],
      center: nodeOf('hips'),
    })),
  };
}
