import { AvatarLoadError } from './avatar-load-error.ts';
import { damaged, type GltfJson, readGlb } from './glb.ts';

export const LARGEST_FILE_BYTES = 256 * 1024 * 1024;
const MOST_ACCESSOR_ELEMENTS = 60_000_000;

/** Compressions whose decoders are fetched from elsewhere, which Tomo never does. */
const UNSUPPORTED_EXTENSIONS = new Set([
  'KHR_draco_mesh_compression',
  'KHR_texture_basisu',
  'EXT_meshopt_compression',
]);

/** The bones that both versions of VRM require. */
const REQUIRED_BONES = [
  'hips',
  'spine',
  'head',
  'leftUpperLeg',
  'leftLowerLeg',
  'leftFoot',
  'rightUpperLeg',
  'rightLowerLeg',
  'rightFoot',
  'leftUpperArm',
  'leftLowerArm',
  'leftHand',
  'rightUpperArm',
  'rightLowerArm',
  'rightHand',
];

/**
 * Checks a file before the loader sees it: loaders trust what a file says about itself, and the file may come from
 * a stranger.
 *
 * @returns the version of VRM
 * @throws AvatarLoadError
 */
export function validateVrm(file: ArrayBuffer): '0' | '1' {
  if (file.byteLength > LARGEST_FILE_BYTES) throw tooLarge();
  const { json, binByteLength } = readGlb(file);
  try {
    refuseUnsupported(json);
    checkBuffers(json, binByteLength);
    return checkHumanoid(json);
  } catch (error) {
    // A field of an unexpected kind, such as a number where a list belongs.
    if (error instanceof AvatarLoadError) throw error;
    throw damaged(undefined, { cause: error });
  }
}

export function tooLarge(): AvatarLoadError {
  const megabytes = LARGEST_FILE_BYTES / 1024 / 1024;
  return new AvatarLoadError('too_large', `This model is too large. The limit is ${megabytes} MB.`);
}

function refuseUnsupported(json: GltfJson): void {
  const required = json.extensionsRequired ?? [];
  const unsupported = required.find((name) => UNSUPPORTED_EXTENSIONS.has(name));
  if (unsupported !== undefined) {
    throw new AvatarLoadError(
      'unsupported',
      `This model is compressed in a way that cannot be read here (${unsupported}). Export it uncompressed.`,
    );
  }
  const uris = [...(json.buffers ?? []), ...(json.images ?? [])].map((part) => part.uri);
  if (uris.some((uri) => uri !== undefined && !uri.startsWith('data:'))) {
    throw new AvatarLoadError(
      'unsupported',
      'This model needs other files that are not inside it. Export it as a single VRM file.',
    );
  }
}

function checkBuffers(json: GltfJson, binByteLength: number): void {
  for (const view of json.bufferViews ?? []) {
    const buffer = json.buffers?.[view.buffer ?? -1];
    if (buffer === undefined) throw damaged();
    const available = buffer.uri === undefined ? binByteLength : (buffer.byteLength ?? 0);
    const end = (view.byteOffset ?? 0) + (view.byteLength ?? Number.NaN);
    if (!(end <= available) || (view.byteOffset ?? 0) < 0) throw damaged();
  }
  let elements = 0;
  for (const accessor of json.accessors ?? []) {
    const count = accessor.count ?? 0;
    if (!Number.isInteger(count) || count < 0) throw damaged();
    elements += count;
  }
  if (elements > MOST_ACCESSOR_ELEMENTS) throw tooLarge();
}

interface Vrm1Extension {
  specVersion?: string;
  humanoid?: { humanBones?: Record<string, { node?: number }> };
}

interface Vrm0Extension {
  humanoid?: { humanBones?: { bone?: string; node?: number }[] };
}

function checkHumanoid(json: GltfJson): '0' | '1' {
  const vrm1 = json.extensions?.VRMC_vrm as Vrm1Extension | undefined;
  const vrm0 = json.extensions?.VRM as Vrm0Extension | undefined;
  if (vrm1 === undefined && vrm0 === undefined) {
    throw new AvatarLoadError(
      'no_humanoid',
      'This 3D model is not a VRM character: it has no body that could be moved.',
    );
  }
  if (vrm1 !== undefined && vrm1.specVersion !== '1.0' && vrm1.specVersion !== '1.0-beta') {
    throw new AvatarLoadError(
      'unsupported',
      'This model has an unknown VRM version. Export it as VRM 0.x or 1.0.',
    );
  }
  const nodeCount = json.nodes?.length ?? 0;
  const bones = new Map(
    vrm1 !== undefined
      ? Object.entries(vrm1.humanoid?.humanBones ?? {}).map(([name, bone]) => [name, bone.node])
      : (vrm0?.humanoid?.humanBones ?? []).map((bone) => [bone.bone, bone.node]),
  );
  const missing = REQUIRED_BONES.filter((name) => {
    const node = bones.get(name);
    return node === undefined || !(node >= 0 && node < nodeCount);
  });
  if (missing.length > 0) {
    throw new AvatarLoadError(
      'no_humanoid',
      `This character lacks bones that are needed to move it: ${missing.join(', ')}.`,
    );
  }
  return vrm1 !== undefined ? '1' : '0';
}
