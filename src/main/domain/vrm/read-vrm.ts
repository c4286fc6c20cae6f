import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import { DomainError } from '../domain-error.ts';
import { guessCategory, type VrmCategory } from './vrm-category.ts';
import { tagsOf } from './vrm-tags.ts';

/** What a VRM file says about itself. */
export interface VrmFacts {
  name: string;
  /** `0` for VRM 0.x, `1` for VRM 1.0. */
  specVersion: '0' | '1';
  triangleCount: number;
  category: VrmCategory;
  /** What somebody who looks for it may search for. */
  tags: string[];
  /** Where in the file the picture is that it carries of itself. */
  thumbnail: { mimeType: 'image/png' | 'image/jpeg'; start: number; byteCount: number } | null;
}

const MAGIC_GLTF = 0x46546c67;
const CHUNK_JSON = 0x4e4f534a;
const CHUNK_BINARY = 0x004e4942;
const TRIANGLES = 4;
const HEADER_BYTES = 20;
/** Far more than any character needs; it is parsed in one go. */
const JSON_BYTES_MAX = 32 * 1024 ** 2;

const index = z.int().min(0);
/** Exporters write null, -1 or an empty text for what a file does not have. */
const maybeIndex = index.optional().catch(undefined);
const maybeText = z.string().optional().catch(undefined);
const names = z.record(z.string(), z.unknown()).optional().catch(undefined);

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
          meta: z
            .object({
              title: maybeText,
              texture: maybeIndex,
              author: maybeText,
              licenseName: maybeText,
              commercialUssageName: maybeText,
            })
            .optional()
            .catch(undefined),
          blendShapeMaster: z
            .object({ blendShapeGroups: z.array(z.object({ name: maybeText, presetName: maybeText })) })
            .optional()
            .catch(undefined),
          humanoid: z.object({ humanBones: z.array(z.unknown()) }).optional(),
        })
        .optional(),
      VRMC_vrm: z
        .object({
          meta: z
            .object({
              name: maybeText,
              thumbnailImage: maybeIndex,
              authors: z.array(z.string()).optional().catch(undefined),
              licenseUrl: maybeText,
              commercialUsage: maybeText,
            })
            .optional()
            .catch(undefined),
          expressions: z.object({ preset: names, custom: names }).partial().optional().catch(undefined),
          humanoid: z.object({ humanBones: z.record(z.string(), z.unknown()) }).optional(),
        })
        .optional(),
    })
    .default({}),
});
type Gltf = z.infer<typeof gltfParts>;
export type VrmExtensions = Gltf['extensions'];

/**
 * Reads a VRM file (glTF binary with the extension `VRM` or `VRMC_vrm`) far enough to know that a character is in it:
 * its description, not its meshes and pictures.
 *
 * @throws DomainError `invalid`, saying what the file is instead.
 */
export async function readVrm(path: string): Promise<VrmFacts> {
  const { gltf, binary } = await readGlb(path);
  const zero = gltf.extensions.VRM;
  const one = gltf.extensions.VRMC_vrm;
  const bones = one?.humanoid?.humanBones ?? zero?.humanoid?.humanBones;
  if (zero === undefined && one === undefined) {
    throw invalid('This is a 3D model, but not a VRM character: it has no VRM data');
  }
  if (bones === undefined || Object.keys(bones).length === 0) {
    throw invalid('This VRM has no humanoid skeleton, so it cannot move');
  }
  const name = (one?.meta?.name ?? zero?.meta?.title ?? '').slice(0, 200);
  const image =
    one === undefined ? gltf.textures[zero?.meta?.texture ?? -1]?.source : one.meta?.thumbnailImage;
  const tags = tagsOf(gltf.extensions);
  return {
    name,
    specVersion: one === undefined ? '0' : '1',
    triangleCount: countTriangles(gltf),
    category: guessCategory([name, ...tags]),
    tags,
    thumbnail: findImage(gltf, binary, image),
  };
}

/** A part of a file. */
interface Span {
  start: number;
  byteCount: number;
}

async function readGlb(path: string): Promise<{ gltf: Gltf; binary: Span }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const header = await readSpan(file, { start: 0, byteCount: HEADER_BYTES });
    if (header.length < HEADER_BYTES || header.readUInt32LE(0) !== MAGIC_GLTF) {
      throw invalid('This is not a VRM file');
    }
    if (header.readUInt32LE(8) > size) throw invalid('The file is damaged: its end is missing');
    const jsonBytes = header.readUInt32LE(12);
    const at = HEADER_BYTES + jsonBytes;
    if (header.readUInt32LE(16) !== CHUNK_JSON || at > size || jsonBytes > JSON_BYTES_MAX) {
      throw invalid('The file is damaged: its description cannot be read');
    }
    const gltf = parseDescription(await readSpan(file, { start: HEADER_BYTES, byteCount: jsonBytes }));
    const chunk = await readSpan(file, { start: at, byteCount: 8 });
    const hasBinary = chunk.length === 8 && chunk.readUInt32LE(4) === CHUNK_BINARY;
    const byteCount = hasBinary ? Math.min(chunk.readUInt32LE(0), size - at - 8) : 0;
    return { gltf, binary: { start: at + 8, byteCount } };
  } finally {
    await file.close();
  }
}

/** Shorter than asked for where the file ends. */
async function readSpan(file: FileHandle, { start, byteCount }: Span): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(byteCount), 0, byteCount, start);
  return buffer.subarray(0, bytesRead);
}

function parseDescription(bytes: Buffer): Gltf {
  let gltf: unknown;
  try {
    gltf = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalid('The file is damaged: its description cannot be read');
  }
  const parts = gltfParts.safeParse(gltf);
  if (parts.success) return parts.data;
  throw invalid(`The file is damaged: ${whereOf(parts.error)} is not as glTF and VRM have it`);
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

function findImage(gltf: Gltf, binary: Span, at: number | undefined): VrmFacts['thumbnail'] {
  const image = gltf.images[at ?? -1];
  const view = gltf.bufferViews[image?.bufferView ?? -1];
  const mimeType = image?.mimeType;
  if (view === undefined || (mimeType !== 'image/png' && mimeType !== 'image/jpeg')) return null;
  const { byteOffset, byteLength: byteCount } = view;
  const isInside = byteCount > 0 && byteOffset + byteCount <= binary.byteCount;
  return isInside ? { mimeType, start: binary.start + byteOffset, byteCount } : null;
}

function whereOf(error: z.ZodError): string {
  const path = error.issues[0]?.path.join('.') ?? '';
  return path === '' ? 'its description' : `'${path.slice(0, 100)}'`;
}

function invalid(message: string): DomainError {
  return new DomainError('invalid', message);
}
