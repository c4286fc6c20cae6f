import { gradient, type Sdf, settle } from './sdf.ts';
import { simplify } from './simplify.ts';
import { type Bounds, surfaceNets } from './surface-nets.ts';
import type { Vec3 } from './vector.ts';

export type Uv = readonly [number, number];

/** Which bones move a vertex and how much; weights sum to 1, at most four entries. */
export type Influences = ReadonlyArray<readonly [bone: string, weight: number]>;

/** A skinned triangle mesh before it is packed. All arrays but `triangles` have one entry per vertex. */
export interface Mesh {
  positions: Vec3[];
  normals: Vec3[];
  uvs: Uv[];
  skin: Influences[];
  triangles: number[];
}

export interface Sculpt {
  shape: Sdf;
  bounds: Bounds;
  /** Grid step in metres. */
  cell: number;
  triangles: number;
  uv: (point: Vec3, normal: Vec3) => Uv;
  skin: (point: Vec3) => Influences;
}

/** Makes a smooth skinned mesh of a distance field with about the wanted number of triangles. */
export function sculpt(part: Sculpt): Mesh {
  const soup = simplify(surfaceNets(part.shape, part.bounds, part.cell), part.triangles);
  const positions = soup.points.map((point) => settle(part.shape, point, 2));
  const normals = positions.map((point) => gradient(part.shape, point));
  return {
    positions,
    normals,
    uvs: positions.map((point, i) => part.uv(point, normals[i]!)),
    skin: positions.map(part.skin),
    triangles: soup.triangles,
  };
}

/** Puts meshes of one material together. */
export function join(...meshes: Mesh[]): Mesh {
  const all: Mesh = { positions: [], normals: [], uvs: [], skin: [], triangles: [] };
  for (const mesh of meshes) {
    const start = all.positions.length;
    for (const point of mesh.positions) all.positions.push(point);
    for (const normal of mesh.normals) all.normals.push(normal);
    for (const uv of mesh.uvs) all.uvs.push(uv);
    for (const influences of mesh.skin) all.skin.push(influences);
    for (const corner of mesh.triangles) all.triangles.push(corner + start);
  }
  return all;
}

/** The mesh on the other side of the body, its left bones renamed to the right ones. */
export function mirrorMesh(mesh: Mesh): Mesh {
  const flip = (v: Vec3): Vec3 => [-v[0], v[1], v[2]];
  const triangles: number[] = [];
  for (let t = 0; t < mesh.triangles.length; t += 3)
    triangles.push(mesh.triangles[t]!, mesh.triangles[t + 2]!, mesh.triangles[t + 1]!);
  return {
    positions: mesh.positions.map(flip),
    normals: mesh.normals.map(flip),
    uvs: mesh.uvs,
    skin: mesh.skin.map((list) => list.map(([bone, weight]) => [mirrorBone(bone), weight] as const)),
    triangles,
  };
}

/** `leftHand` becomes `rightHand` and so on; other names stay. */
export function mirrorBone(bone: string): string {
  if (bone.startsWith('left')) return `right${bone.slice(4)}`;
  if (bone.startsWith('right')) return `left${bone.slice(5)}`;
  return bone;
}
