import type { Influences, Mesh } from '../geometry/mesh.ts';
import { gradient, type Sdf } from '../geometry/sdf.ts';
import { add, scale, type Vec3 } from '../geometry/vector.ts';
import { type Swatch, swatchUv } from '../texture/palette.ts';

/** A flat shape about (0, 0), metres: its outline, counter-clockwise seen from the front, star-shaped about the middle. */
interface Patch {
  middle: readonly [number, number];
  outline: ReadonlyArray<readonly [number, number]>;
  swatch: Swatch;
  lift: number;
}

const circle = (radius: number): Patch['outline'] =>
  Array.from({ length: 28 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 28;
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  });

/** A leaf from (0, 0) that leans by `degrees` from straight up to the right. */
function leafOutline(size: number, halfWidth: number, degrees: number): Patch['outline'] {
  const lean = (degrees * Math.PI) / 180;
  const points: Array<readonly [number, number]> = [];
  const steps = 8;
  for (let i = 0; i < 2 * steps; i++) {
    const t = i < steps ? i / steps : 2 - i / steps;
    const side = (i < steps ? 1 : -1) * halfWidth * Math.sin(Math.PI * t ** 0.85);
    const along = t * size;
    points.push([
      along * Math.sin(lean) + side * Math.cos(lean),
      along * Math.cos(lean) - side * Math.sin(lean),
    ]);
  }
  return points;
}

const moved = (outline: Patch['outline'], x: number, y: number): Patch['outline'] =>
  outline.map(([px, py]) => [px + x, py + y] as const);

function leafPatch(size: number, halfWidth: number, degrees: number): Patch {
  const lean = (degrees * Math.PI) / 180;
  const root = [0, -0.003] as const;
  return {
    middle: [root[0] + 0.5 * size * Math.sin(lean), root[1] + 0.5 * size * Math.cos(lean)],
    outline: moved(leafOutline(size, halfWidth, degrees), root[0], root[1]),
    swatch: 'emblemLeaf',
    lift: 0.0016,
  };
}

const PATCHES: Patch[] = [
  { middle: [0, 0], outline: circle(0.0245), swatch: 'emblem', lift: 0.001 },
  leafPatch(0.0195, 0.0062, 58),
  leafPatch(0.0195, 0.0062, -58),
  {
    middle: [0, -0.008],
    outline: [
      [0.0013, -0.0155],
      [0.0013, -0.0005],
      [-0.0013, -0.0005],
      [-0.0013, -0.0155],
    ],
    swatch: 'emblemLeaf',
    lift: 0.0016,
  },
];

/** The badge on the chest, a sprout on a disc, laid on `surface` around `centre` (x, y). */
export function emblemMesh(
  surface: Sdf,
  centre: readonly [number, number],
  skin: (p: Vec3) => Influences,
): Mesh {
  const mesh: Mesh = { positions: [], normals: [], uvs: [], skin: [], triangles: [] };
  for (const { middle, outline, swatch, lift } of PATCHES) {
    const start = mesh.positions.length;
    const rings = 2;
    const put = (x: number, y: number): void => {
      let z = 0.2;
      for (let step = 0; step < 40; step++) z -= surface(centre[0] + x, centre[1] + y, z) * 0.8;
      const point: Vec3 = [centre[0] + x, centre[1] + y, z];
      const normal = gradient(surface, point);
      mesh.positions.push(add(point, scale(normal, lift)));
      mesh.normals.push(normal);
      mesh.uvs.push(swatchUv(swatch));
      mesh.skin.push(skin(point));
    };
    put(...middle);
    for (let ring = 1; ring <= rings; ring++)
      for (const [x, y] of outline)
        put(middle[0] + ((x - middle[0]) * ring) / rings, middle[1] + ((y - middle[1]) * ring) / rings);
    const n = outline.length;
    for (let i = 0; i < n; i++) {
      const next = (i + 1) % n;
      mesh.triangles.push(start, start + 1 + i, start + 1 + next);
      for (let ring = 0; ring + 1 < rings; ring++) {
        const [a, b] = [start + 1 + ring * n + i, start + 1 + ring * n + next];
        mesh.triangles.push(a, a + n, b + n, a, b + n, b);
      }
    }
  }
  return mesh;
}
