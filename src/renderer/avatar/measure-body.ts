import type { VRM } from '@pixiv/three-vrm';
import { type Mesh, type Object3D, type SkinnedMesh, Vector3 } from 'three';
import type { BodyMeasures } from './framing.ts';

/** Enough points for a silhouette, few enough for a model of a million vertices. */
const MOST_POINTS_PER_MESH = 6000;

/**
 * Measures a character as it stands, in world space. A vertex belongs to the head where the bone that moves it most
 * is the head or hangs from it, so hair, hats and ears count.
 */
export function measureBody(vrm: VRM): BodyMeasures {
  vrm.scene.updateMatrixWorld(true);
  const head = vrm.humanoid.getRawBoneNode('head');
  const headY = worldY(head);
  const neckY = worldY(vrm.humanoid.getRawBoneNode('neck') ?? head);
  const hipsY = worldY(vrm.humanoid.getRawBoneNode('hips'));
  const headBones = new Set<Object3D>();
  head?.traverse((object) => headBones.add(object));
  let headTopY = headY;
  let headHalfWidth = 0;
  let bodyHalfWidth = 0;
  let frontZ = 0;
  eachVertex(vrm.scene, (point, bone) => {
    if (bone !== null && headBones.has(bone)) {
      headTopY = Math.max(headTopY, point.y);
      if (point.y > neckY) headHalfWidth = Math.max(headHalfWidth, Math.abs(point.x));
      frontZ = Math.max(frontZ, point.z);
    } else if (point.y > hipsY) {
      bodyHalfWidth = Math.max(bodyHalfWidth, Math.abs(point.x));
    }
  });
  // A head without any vertex of its own: by proportion.
  if (headTopY - headY < 0.01 * headY) headTopY = headY + Math.max(headY - neckY, 0.13 * headY);
  return { headTopY, headBottomY: (headY + neckY) / 2, headHalfWidth, bodyHalfWidth, hipsY, frontZ };
}

function worldY(node: Object3D | null): number {
  return node ? new Vector3().setFromMatrixPosition(node.matrixWorld).y : 0;
}

function eachVertex(root: Object3D, visit: (point: Vector3, bone: Object3D | null) => void): void {
  const point = new Vector3();
  root.traverse((object) => {
    const mesh = object as Mesh;
    if (!mesh.isMesh || !mesh.visible) return;
    const positions = mesh.geometry.getAttribute('position');
    if (!positions) return;
    const skinned = (mesh as SkinnedMesh).isSkinnedMesh ? (mesh as SkinnedMesh) : null;
    const step = Math.max(1, Math.floor(positions.count / MOST_POINTS_PER_MESH));
    for (let index = 0; index < positions.count; index += step) {
      point.fromBufferAttribute(positions, index);
      if (skinned) skinned.applyBoneTransform(index, point);
      point.applyMatrix4(mesh.matrixWorld);
      if (Number.isFinite(point.y)) visit(point, skinned ? strongestBone(skinned, index) : mesh.parent);
    }
  });
}

function strongestBone(mesh: SkinnedMesh, index: number): Object3D | null {
  const weights = mesh.geometry.getAttribute('skinWeight');
  const joints = mesh.geometry.getAttribute('skinIndex');
  if (!weights || !joints) return null;
  let best = 0;
  for (let slot = 1; slot < 4; slot++) {
    if (weights.getComponent(index, slot) > weights.getComponent(index, best)) best = slot;
  }
  return mesh.skeleton.bones[joints.getComponent(index, best)] ?? null;
}
