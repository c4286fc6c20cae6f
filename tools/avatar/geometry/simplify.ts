import { EdgeQueue } from './edge-queue.ts';
import { addQuadric, bestPoint, planeQuadric, type Quadric, quadricError } from './quadric.ts';
import type { TriangleSoup } from './surface-nets.ts';
import { cross, dot, mixVec, normalize, subtract, type Vec3 } from './vector.ts';

/**
 * Collapses the edges that matter least until few enough triangles are left (Garland and Heckbert, "Surface
 * simplification using quadric error metrics", 1997). Closed surfaces stay closed; nothing folds over.
 */
export function simplify(mesh: TriangleSoup, targetTriangles: number): TriangleSoup {
  const points = [...mesh.points];
  const faces: Array<[number, number, number] | null> = [];
  const facesOf: Set<number>[] = points.map(() => new Set());
  const quadrics: Quadric[] = points.map(() => new Float64Array(10));
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    const face = mesh.triangles.slice(t, t + 3) as [number, number, number];
    const quadric = planeQuadric(points[face[0]]!, points[face[1]]!, points[face[2]]!);
    for (const corner of face) {
      facesOf[corner]!.add(faces.length);
      addQuadric(quadrics[corner]!, quadric);
    }
    faces.push(face);
  }
  const queue = new EdgeQueue();
  const version = new Int32Array(points.length);
  const neighbours = (v: number): Set<number> => {
    const found = new Set<number>();
    for (const f of facesOf[v]!) for (const corner of faces[f]!) if (corner !== v) found.add(corner);
    return found;
  };
  const offer = (a: number, b: number): void => {
    const sum = Float64Array.from(quadrics[a]!);
    addQuadric(sum, quadrics[b]!);
    const target = bestPoint(sum) ?? mixVec(points[a]!, points[b]!, 0.5);
    const far = Math.hypot(...subtract(points[a]!, points[b]!));
    const safe =
      Math.hypot(...subtract(target, points[a]!)) < 2 * far ? target : mixVec(points[a]!, points[b]!, 0.5);
    // A little of the edge's length keeps flat regions evenly divided, which skinning needs.
    const cost = quadricError(sum, safe) + 1e-4 * far ** 4;
    queue.push({ cost, a, b, target: safe, stamp: version[a]! + version[b]! });
  };
  for (let v = 0; v < points.length; v++) for (const other of neighbours(v)) if (v < other) offer(v, other);

  let alive = faces.length;
  while (alive > targetTriangles) {
    const edge = queue.pop();
    if (!edge) break;
    const { a, b, target } = edge;
    if (edge.stamp !== version[a]! + version[b]! || !facesOf[a]!.size || !facesOf[b]!.size) continue;
    const around = neighbours(a);
    const shared = [...neighbours(b)].filter((v) => around.has(v));
    if (!around.has(b) || shared.length !== 2) continue;
    if (folds(a, b, target) || folds(b, a, target)) continue;
    points[a] = target;
    addQuadric(quadrics[a]!, quadrics[b]!);
    for (const f of [...facesOf[b]!]) {
      const face = faces[f]!;
      if (face.includes(a)) {
        for (const corner of face) facesOf[corner]!.delete(f);
        faces[f] = null;
        alive--;
      } else {
        face[face.indexOf(b)] = a;
        facesOf[a]!.add(f);
      }
    }
    facesOf[b]!.clear();
    version[b]! += 1_000_000;
    version[a]! += 1;
    for (const other of neighbours(a)) offer(a, other);
  }
  return compact(points, faces);

  function folds(moved: number, gone: number, target: Vec3): boolean {
    for (const f of facesOf[moved]!) {
      const face = faces[f]!;
      if (face.includes(gone)) continue;
      const before = face.map((corner) => points[corner]!) as [Vec3, Vec3, Vec3];
      const after = face.map((corner) => (corner === moved ? target : points[corner]!)) as [Vec3, Vec3, Vec3];
      if (dot(faceNormal(...before), faceNormal(...after)) < 0.3) return true;
    }
    return false;
  }
}

const faceNormal = (a: Vec3, b: Vec3, c: Vec3): Vec3 => normalize(cross(subtract(b, a), subtract(c, a)));

function compact(points: Vec3[], faces: Array<[number, number, number] | null>): TriangleSoup {
  const renumbered = new Map<number, number>();
  const result: TriangleSoup = { points: [], triangles: [] };
  for (const face of faces) {
    if (!face) continue;
    for (const corner of face) {
      let index = renumbered.get(corner);
      if (index === undefined) {
        index = result.points.length;
        renumbered.set(corner, index);
        result.points.push(points[corner]!);
      }
      result.triangles.push(index);
    }
  }
  return result;
}
