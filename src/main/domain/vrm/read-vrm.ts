import { z } from 'zod';
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

const index = z.int().min(0);
/** Exporters write null, -1 or an empty text for what a file does not have. */
const maybeIndex = index.optional().catch(undefined);
const maybeText = z.string().optional().catch(undefined);

/** The parts of a glTF description that are read here, and nothing of their meaning: the renderer judges the rest. */
const gltfParts = z.object({
  accessors: z.array(z.object({ count: z.int().min(0).max(0xffff_ffff).catch(0) })).default([]),
  bufferViews: z.array(z.object({ byteOffset: index.catch(0), byteLength: index.catch(0) })).default([]),
  images: z.array(z.object({ bufferView: maybeIndex, mimeType: maybeText })).default([]),
  textures: z.array(z.object({ source: maybeIndex })).default([]),
  meshes: z
    .array(
      z.object({
        primitives: z.array(
          z.object({
            mode: maybeIndex,
            indices: maybeIndex,
            attributes: z.object({ POSITION: maybeIndex }).optional().catch(undefined),
          }),
        ),
      }),
    )
    .default([]),
  extensions: z
    .object({
      VRM: z
        .object({
          meta: z.object({ title: maybeText, texture: maybeIndex }).optional().catch(undefined),
          humanoid: z.object({ humanBones: z.array(z.unknown()) }).optional(),
        })
        .optional(),
      VRMC_vrm: z
        .object({
          meta: z.object({ name: maybeText, thumbnailImage: maybeIndex }).optional().catch(undefined),
          humanoid: z.object({ humanBones: z.record(z.string(), z.unknown()) }).optional(),
        })
        .optional(),
    })
    .default({}),
});
type Gltf = z.infer<typeof gltfParts>;

/**
 * Reads a VRM file (glTF binary with the extension `VRM` or `VRMC_vrm`) far enough to know that a character is in it.
 *
 * @throws DomainError `invalid`, saying what the file is instead.
 */
export function readVrm(file: Uint8Array): VrmFacts {
  const { gltf, binary } = readGlb(file);
  const zero = gltf.extensions.VRM;
  const one = gltf.extensions.VRMC_vrm;
  const bones = one?.humanoid?.humanBones ?? zero?.humanoid?.humanBones;
  if (zero === undefined && one === undefined) {
    throw invalid('This is a 3D model, but not a VRM character: it has no VRM data');
  }
  if (bones === undefined || Object.keys(bones).length === 0) {
    throw invalid('This VRM has no humanoid skeleton, so it cannot move');
  }
  const name = one?.meta?.name ?? zero?.meta?.title ?? '';
  const image =
    one === undefined ? gltf.textures[zero?.meta?.texture ?? -1]?.source : one.meta?.thumbnailImage;
  return {
    name: name.slice(0, 200),
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
  const parts = gltfParts.safeParse(gltf);
  if (!parts.success)
    throw invalid(`The file is damaged: ${whereOf(parts.error)} is not as glTF and VRM have it`);
  const at = 20 + jsonBytes;
  const hasBinary = at + 8 <= file.length && view.getUint32(at + 4, true) === CHUNK_BINARY;
  const binary = hasBinary ? file.subarray(at + 8, at + 8 + view.getUint32(at, true)) : new Uint8Array(0);
  return { gltf: parts.data, binary };
}

function countTriangles(gltf: Gltf): number {
  let count = 0;
  for (const mesh of gltf.meshes) {
    for (const primitive of mesh.primitives) {
      if ((primitive.mode ?? TRIANGLES) !== TRIANGLES) continue;
      const accessor = gltf.accessors[primitive.indices ?? primitive.attributes?.POSITION ?? -1];
      count += Math.floor((accessor?.count ?? 0) / 3);
    }
  }
  return count;
}

function readImage(gltf: Gltf, binary: Uint8Array, at: number | undefined): VrmFacts['thumbnail'] {
  const image = gltf.images[at ?? -1];
  const view = gltf.bufferViews[image?.bufferView ?? -1];
  const mimeType = image?.mimeType;
  if (view === undefined || (mimeType !== 'image/png' && mimeType !== 'image/jpeg')) return null;
  const start = view.byteOffset;
  const end = start + view.byteLength;
  return end > start && end <= binary.length ? { mimeType, bytes: binary.subarray(start, end) } : null;
}

function whereOf(error: z.ZodError): string {
  const path = error.issues[0]?.path.join('.') ?? '';
  return path === '' ? 'its description' : `'${path.slice(0, 100)}'`;
}

function invalid(message: string): DomainError {
  return new DomainError('invalid', message);
}
