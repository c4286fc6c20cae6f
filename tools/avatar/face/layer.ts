import { faceSurface, faceUv } from '../body/head.ts';
import { type Influences, join, type Mesh, type Uv } from '../geometry/mesh.ts';
import { add, scale, type Vec3 } from '../geometry/vector.ts';
import type { FaceShape } from './face-shape.ts';

/** A place on the face seen from the front, and its height above the skin in metres. */
export interface Spot {
  x: number;
  y: number;
  lift: number;
}

/** A drawn part of the face: for every face shape the same grid of spots, `columns` x `rows`. */
export interface Sheet {
  columns: number;
  rows: number;
  spot: (face: FaceShape, column: number, row: number) => Spot;
  /** Texture coordinates; left out = those of the skin under the resting spot. */
  uv?: (column: number, row: number) => Uv;
  bone: Influences;
}

/** A mesh of the resting face with, for every other face, how far each vertex moves. */
export interface MorphMesh extends Mesh {
  morphs: Vec3[][];
}

function place({ x, y, lift }: Spot): { position: Vec3; normal: Vec3 } {
  const { point, normal } = faceSurface(x, y);
  return { position: add(point, scale(normal, lift)), normal };
}

/** Turns a sheet into triangles on the face, with one morph for each of `faces`. */
export function drape(sheet: Sheet, rest: FaceShape, faces: FaceShape[]): MorphMesh {
  const mesh: MorphMesh = {
    positions: [],
    normals: [],
    uvs: [],
    skin: [],
    triangles: [],
    morphs: faces.map(() => []),
  };
  const { columns, rows } = sheet;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const spot = sheet.spot(rest, column, row);
      const { position, normal } = place(spot);
      mesh.positions.push(position);
      mesh.normals.push(normal);
      mesh.uvs.push(sheet.uv?.(column, row) ?? faceUv(position));
      mesh.skin.push(sheet.bone);
      faces.forEach((face, i) => {
        const moved = sheet.spot(face, column, row);
        const same = moved.x === spot.x && moved.y === spot.y && moved.lift === spot.lift;
        const to = same ? position : place(moved).position;
        mesh.morphs[i]!.push([to[0] - position[0], to[1] - position[1], to[2] - position[2]]);
      });
    }
  for (let row = 0; row + 1 < rows; row++)
    for (let column = 0; column + 1 < columns; column++) {
      const a = row * columns + column;
      mesh.triangles.push(a, a + 1, a + columns + 1, a, a + columns + 1, a + columns);
    }
  return mesh;
}

/** Puts morphing meshes of one material together. */
export function joinMorphs(...meshes: MorphMesh[]): MorphMesh {
  const morphs = meshes[0]!.morphs.map((_, i) => meshes.flatMap((mesh) => mesh.morphs[i]!));
  return { ...join(...meshes), morphs };
}
