import { hairMesh } from './body/hair.ts';
import { handMeshes } from './body/hand.ts';
import { headMeshes } from './body/head.ts';
import { hoodieMeshes } from './body/hoodie.ts';
import { legMeshes, legwearMeshes } from './body/legs.ts';
import { sproutMeshes } from './body/sprout.ts';
import { stringMeshes } from './body/strings.ts';
import { MORPH_NAMES } from './face/expressions.ts';
import { faceMeshes } from './face/face-mesh.ts';
import { join, type Mesh } from './geometry/mesh.ts';
import { boneNodes } from './gltf/bone-nodes.ts';
import { GlbBuilder } from './gltf/glb-builder.ts';
import { MATERIAL_NAMES, type MaterialName, mtoonMaterial, paintTextures } from './gltf/materials.ts';
import { addPrimitive } from './gltf/primitive.ts';
import { springBones } from './gltf/spring-bones.ts';
import { vrmExtension } from './gltf/vrm-extension.ts';
import { BONES } from './skeleton.ts';

/** Makes the character, a VRM 1.0 file. The same program always makes the same bytes. */
export function buildAvatar(thumbnailPng?: Uint8Array): Uint8Array {
  const glb = new GlbBuilder();
  const boneIndex = new Map(BONES.map((bone, i) => [bone.name, i]));
  const nodeOf = (bone: string): number => {
    const index = boneIndex.get(bone);
    if (index === undefined) throw new Error(`There is no bone called ${bone}`);
    return index;
  };
  const { images, looks } = paintTextures();
  const imageViews = images.map((png) => glb.addView(png));
  const thumbnailImage = thumbnailPng ? images.length : undefined;
  if (thumbnailPng) imageViews.push(glb.addView(thumbnailPng));

  const add = (mesh: Mesh, material: MaterialName): Record<string, unknown> =>
    addPrimitive(glb, mesh, MATERIAL_NAMES.indexOf(material), nodeOf);
  const face = faceMeshes();
  const meshes = [
    {
      name: 'Body',
      primitives: [
        add(join(...headMeshes(), ...handMeshes(), ...legMeshes()), 'skin'),
        add(hairMesh(), 'hair'),
        add(join(...hoodieMeshes(), ...legwearMeshes(), ...sproutMeshes(), ...stringMeshes()), 'cloth'),
      ],
    },
    {
      name: 'Face',
      primitives: [add(face.lid, 'lid'), add(face.eye, 'eye'), add(face.paint, 'paint')],
      weights: MORPH_NAMES.map(() => 0),
      extras: { targetNames: MORPH_NAMES },
    },
  ];
  const inverseBinds = BONES.map(({ at }) => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -at[0], -at[1], -at[2], 1]);
  const bodyNode = BONES.length;
  const faceNode = bodyNode + 1;
  const nodes = [...boneNodes(BONES), { name: 'Body', mesh: 0, skin: 0 }, { name: 'Face', mesh: 1, skin: 0 }];

  return glb.finish({
    asset: { version: '2.0', generator: 'tools/avatar of the Tomo project' },
    extensionsUsed: ['VRMC_vrm', 'VRMC_materials_mtoon', 'VRMC_springBone'],
    scene: 0,
    scenes: [{ nodes: [nodeOf('hips'), bodyNode, faceNode] }],
    nodes,
    meshes,
    skins: [{ joints: BONES.map((_, i) => i), inverseBindMatrices: glb.addFloats('MAT4', inverseBinds) }],
    materials: MATERIAL_NAMES.map((name) => mtoonMaterial(name, looks[name])),
    samplers: [{ magFilter: 9729, minFilter: 9987, wrapS: 33071, wrapT: 33071 }],
    textures: images.map((_, i) => ({ source: i, sampler: 0 })),
    images: imageViews.map((bufferView, i) => ({
      name: i === thumbnailImage ? 'thumbnail' : `texture${i}`,
      mimeType: 'image/png',
      bufferView,
    })),
    extensions: {
      VRMC_vrm: vrmExtension(nodeOf, faceNode, thumbnailImage),
      VRMC_springBone: springBones(nodeOf),
    },
  });
}
