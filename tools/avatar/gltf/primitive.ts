import type { MorphMesh } from '../face/layer.ts';
import type { Influences, Mesh } from '../geometry/mesh.ts';
import { type GlbBuilder, VERTEX_DATA } from './glb-builder.ts';

/** Writes a skinned mesh as one glTF primitive; `jointOf` gives a bone's place in the skin. */
export function addPrimitive(
  glb: GlbBuilder,
  mesh: Mesh | MorphMesh,
  material: number,
  jointOf: (bone: string) => number,
): Record<string, unknown> {
  const packed = mesh.skin.map((list) => packInfluences(list, jointOf));
  const primitive: Record<string, unknown> = {
    attributes: {
      POSITION: glb.addFloats('VEC3', mesh.positions, { limits: true, target: VERTEX_DATA }),
      NORMAL: glb.addFloats('VEC3', mesh.normals, { target: VERTEX_DATA }),
      TEXCOORD_0: glb.addFloats('VEC2', mesh.uvs, { target: VERTEX_DATA }),
      JOINTS_0: glb.addBytes(
        packed.map((one) => one.joints),
        false,
      ),
      WEIGHTS_0: glb.addBytes(
        packed.map((one) => one.weights),
        true,
      ),
    },
    indices: glb.addIndices(mesh.triangles),
    material,
  };
  if ('morphs' in mesh)
    primitive.targets = mesh.morphs.map((morph) => ({
      POSITION: glb.addSparse(morph as Array<[number, number, number]>),
    }));
  return primitive;
}

/** Weights as bytes that sum to exactly 255; unused places are joint 0 with weight 0. */
function packInfluences(
  list: Influences,
  jointOf: (bone: string) => number,
): { joints: number[]; weights: number[] } {
  const joints = [0, 0, 0, 0];
  const weights = [0, 0, 0, 0];
  let left = 255;
  [...list]
    .sort((a, b) => a[1] - b[1])
    .forEach(([bone, weight], i, all) => {
      const share = i === all.length - 1 ? left : Math.round(weight * 255);
      left -= share;
      const place = all.length - 1 - i;
      joints[place] = share ? jointOf(bone) : 0;
      weights[place] = share;
    });
  return { joints, weights };
}
