import { DomainError } from '../domain-error.ts';

/** What a VRM file says about itself. */
export interface VrmFacts {
  name: string;
  /** `0` for VRM 0.x, `1` for VRM 1.0. */
  specVersion: '0' | '1';
  triangleCount: number;
  /** The picture that the file carries of itself. */
  thumbnail: { mimeType: 'image/png' | 'image/jpeg'; bytes: Uint8Array } | null;
}

const MAGIC_GLTF = 0x46546c67;
const CHUNK_JSON = 0x4e4f534a;
const CHUNK_BINARY = 0x004e4942;
const TRIANGLES = 4;

interface Gltf {
  accessors?: { count?: number }[];
  bufferViews?: { byteOffset?: number; byteLength?: number }[];
  images?: { bufferView?: number; mimeType?: string }[];
  textures?: { source?: number }[];
  meshes?: { primitives?: { mode?: number; indices?: number; attributes?: Record<string, number> }[] }[];
  extensions?: {
    VRM?: { meta?: { title?: string; texture?: number }; humanoid?: { humanBones?: unknown[] } };
    VRMC_vrm?: {
      meta?: { name?: string; thumbnailImage?: number };
      humanoid?: { humanBones?: Record<string, unknown> };
    };
  };
}

/**
 * Reads a VRM file (glTF binary with the extension `VRM` or `VRMC_vrm`) far enough to know that a character is in it.
 *
 * @throws DomainError `invalid`, saying what the file is instead.
 */
export function readVrm(file: Uint8Array): VrmFacts {
  const { gltf, binary } = readGlb(file);
  const zero = gltf.extensions?.VRM;
  const one = gltf.extensions?.VRMC_vrm;
  const bones = one?.humanoid?.humanBones ?? zero?.humanoid?.humanBones;
  if (zero === undefined && one === undefined) {
    throw invalid('This is a 3D model, but not a VRM character: it has no VRM data');
  }
  if (bones === undefined || Object.keys(bones).length === 0) {
    throw invalid('This VRM has no humanoid skeleton, so it cannot move');
  }
  const name = one?.meta?.name ?? zero?.meta?.title ?? '';
  const image =
    one === undefined ? gltf.textures?.[zero?.meta?.texture ?? -1]?.source : one.meta?.thumbnailImage;
  return {
    name: typeof name === 'string' ? name.slice(0, 200) : '',
    specVersion: one === undefined ? '0' : '1',
    triangleCount: countTriangles(gltf),
    thumbnail: readImage(gltf, binary, image),
  };
}

function readGlb(file: Uint8Array): { gltf: Gltf; binary: Uint8Array } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 20 || view.getUint32(0, true) !== MAGIC_GLTF) {
    throw invalid('This is not a VRM file');
  }
  if (view.getUint32(8, true) > file.length) throw invalid('The file is damaged: its end is missing');
  const jsonBytes = view.getUint32(12, true);
  if (view.getUint32(16, true) !== CHUNK_JSON || 20 + jsonBytes > file.length) {
    throw invalid('The file is damaged: its description cannot be read');
  }
  let gltf: unknown;
  try {
    gltf = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(20, 20 + jsonBytes)));
  } catch {
    throw invalid('The file is damaged: its description cannot be read');
  }
  if (typeof gltf !== 'object' || gltf === null) {
    throw invalid('The file is damaged: its description cannot be read');
  }
  const at = 20 + jsonBytes;
  const hasBinary = at + 8 <= file.length && view.getUint32(at + 4, true) === CHUNK_BINARY;
  const binary = hasBinary ? file.subarray(at + 8, at + 8 + view.getUint32(at, true)) : new Uint8Array(0);
  return { gltf: gltf as Gltf, binary };
}

function countTriangles(gltf: Gltf): number {
  let count = 0;
  for (const mesh of gltf.meshes ?? []) {
    for (const primitive of mesh.primitives ?? []) {
      if ((primitive.mode ?? TRIANGLES) !== TRIANGLES) continue;
      const accessor = gltf.accessors?.[primitive.indices ?? primitive.attributes?.POSITION ?? -1];
      count += Math.floor((accessor?.count ?? 0) / 3);
    }
  }
  return count;
}

function readImage(gltf: Gltf, binary: Uint8Array, index: number | undefined): VrmFacts['thumbnail'] {
  const image = gltf.images?.[index ?? -1];
  const view = gltf.bufferViews?.[image?.bufferView ?? -1];
  const mimeType = image?.mimeType;
  if (view === undefined || (mimeType !== 'image/png' && mimeType !== 'image/jpeg')) return null;
  const start = view.byteOffset ?? 0;
  const end = start + (view.byteLength ?? 0);
  return end > start && end <= binary.length ? { mimeType, bytes: binary.subarray(start, end) } : null;
}

function invalid(message: string): DomainError {
  return new DomainError('invalid', message);
}
