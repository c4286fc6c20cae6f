import { subtract } from '../geometry/vector.ts';
import { type Bone, boneAt } from '../skeleton.ts';

/** The glTF nodes of bones in the T-pose: a bone's node has the number of its place in the list. */
export function boneNodes(bones: readonly Bone[]): Array<Record<string, unknown>> {
  return bones.map((bone) => {
    const children = bones.flatMap((other, i) => (other.parent === bone.name ? [i] : []));
    const from = bone.parent ? boneAt(bone.parent) : ([0, 0, 0] as const);
    return {
      name: bone.name,
      translation: subtract(bone.at, from).map((v) => Number(v.toFixed(6))),
      ...(children.length ? { children } : {}),
    };
  });
}
