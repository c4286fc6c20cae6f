import { type Mesh, sculpt, type Uv } from '../geometry/mesh.ts';
import { blend, ellipsoid, gradient, roundCone, type Sdf, sphere, symmetric } from '../geometry/sdf.ts';
import { alongChain } from '../geometry/skin-weights.ts';
import type { Vec3 } from '../geometry/vector.ts';

/** The bare head: skull, cheeks, chin and a hint of a nose. */
export const headShape: Sdf = blend(
  0.012,
  symmetric(
    blend(
      0.05,
      ellipsoid([0, 0.935, -0.008], [0.152, 0.148, 0.148]),
      ellipsoid([0, 0.873, 0.018], [0.1245, 0.096, 0.116]),
      sphere([0.051, 0.848, 0.063], 0.06),
      sphere([0, 0.803, 0.074], 0.031),
    ),
  ),
  sphere([0, 0.866, 0.137], 0.0085),
);

const neckShape = roundCone([0, 0.68, -0.005], [0, 0.82, -0.01], 0.05, 0.043);

/** Where the straight view from the front at (x, y) meets the face, and the normal there. */
export function faceSurface(x: number, y: number): { point: Vec3; normal: Vec3 } {
  let z = 0.3;
  for (let step = 0; step < 80; step++) {
    const d = headShape(x, y, z);
    if (d < 2e-5 || z < -0.1) break;
    z -= d * 0.8;
  }
  const point: Vec3 = [x, y, z];
  return { point, normal: gradient(headShape, point, 1e-3) };
}

const FACE_CENTRE_Y = 0.9;
const FACE_SPAN = 0.36;

/** The skin texture looks at the head from the front: 0.36 m square about the middle of the face. */
export function faceUv(point: Vec3): Uv {
  return [point[0] / FACE_SPAN + 0.5, 0.5 - (point[1] - FACE_CENTRE_Y) / FACE_SPAN];
}

/** The point on the face plane that a texture coordinate shows: inverse of {@link faceUv}. */
export function faceXy(u: number, v: number): readonly [number, number] {
  return [(u - 0.5) * FACE_SPAN, FACE_CENTRE_Y - (v - 0.5) * FACE_SPAN];
}

/** A corner of the skin texture that is plain skin, for the rest of the body. */
export const PLAIN_SKIN_UV: Uv = [0.02, 0.98];

/** Head and neck, all skin. */
export function headMeshes(): Mesh[] {
  const head = sculpt({
    shape: headShape,
    bounds: { low: [-0.18, 0.74, -0.18], high: [0.18, 1.1, 0.18] },
    cell: 0.008,
    triangles: 1900,
    uv: (point) => (point[2] > -0.02 ? faceUv(point) : PLAIN_SKIN_UV),
    skin: () => [['head', 1]],
  });
  const neck = sculpt({
    shape: neckShape,
    bounds: { low: [-0.07, 0.61, -0.07], high: [0.07, 0.88, 0.07] },
    cell: 0.012,
    triangles: 120,
    uv: () => PLAIN_SKIN_UV,
    skin: (p) =>
      alongChain(
        'upperChest',
        [
          { bone: 'neck', at: 0.71, width: 0.03 },
          { bone: 'head', at: 0.77, width: 0.05 },
        ],
        p[1],
      ),
  });
  return [head, neck];
}
