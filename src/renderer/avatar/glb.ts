import { AvatarLoadError } from './avatar-load-error.ts';

/** What is read of a glTF document before it is handed to the loader; everything may be missing or wrong. */
export interface GltfJson {
  extensionsUsed?: string[];
  extensionsRequired?: string[];
  extensions?: Record<string, unknown>;
  nodes?: unknown[];
  buffers?: { uri?: string; byteLength?: number }[];
  bufferViews?: { buffer?: number; byteOffset?: number; byteLength?: number }[];
  accessors?: { count?: number }[];
  images?: { uri?: string }[];
}

const MAGIC_GLTF = 0x46546c67;
const CHUNK_JSON = 0x4e4f534a;
const CHUNK_BIN = 0x004e4942;

/**
 * Takes a binary glTF 2.0 file apart (Khronos glTF 2.0, section 4.4) and checks that the file is whole.
 *
 * @throws AvatarLoadError `not_a_model`, `damaged` or `unsupported`
 */
export function readGlb(file: ArrayBuffer): { json: GltfJson; binByteLength: number } {
  const view = new DataView(file);
  if (file.byteLength < 12 || view.getUint32(0, true) !== MAGIC_GLTF) {
    throw new AvatarLoadError('not_a_model', 'This file is not a VRM model.');
  }
  if (view.getUint32(4, true) !== 2) {
    throw new AvatarLoadError(
      'unsupported',
      'This model has an old file version. Export it as VRM 0.x or 1.0.',
    );
  }
  if (view.getUint32(8, true) > file.byteLength) {
    throw damaged('This model is cut off: a part of the file is missing. Copy or download it again.');
  }
  let json: GltfJson | undefined;
  let binByteLength = 0;
  for (let offset = 12; offset + 8 <= file.byteLength; ) {
    const byteLength = view.getUint32(offset, true);
    const type = view.getUint32(offset + 4, true);
    if (offset + 8 + byteLength > file.byteLength) throw damaged();
    if (type === CHUNK_JSON && json === undefined) json = parseJson(file, offset + 8, byteLength);
    else if (type === CHUNK_BIN) binByteLength = byteLength;
    offset += 8 + byteLength;
  }
  if (json === undefined) throw damaged();
  return { json, binByteLength };
}

export function damaged(
  message = 'This model is damaged and cannot be shown. Copy or download it again.',
  options?: ErrorOptions,
): AvatarLoadError {
  return new AvatarLoadError('damaged', message, options);
}

function parseJson(file: ArrayBuffer, offset: number, byteLength: number): GltfJson {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(file, offset, byteLength));
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  } catch (cause) {
    throw damaged(undefined, { cause });
  }
  throw damaged();
}
