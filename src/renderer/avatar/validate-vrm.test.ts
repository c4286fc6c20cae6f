import { expect, test } from 'vitest';
import { AvatarLoadError, type AvatarLoadErrorCode } from './avatar-load-error.ts';
import { validateVrm } from './validate-vrm.ts';

const BONES = [
  ...['hips', 'spine', 'head'],
  ...['left', 'right'].flatMap((side) =>
    ['UpperLeg', 'LowerLeg', 'Foot', 'UpperArm', 'LowerArm', 'Hand'].map((name) => side + name),
  ),
];

function glb(json: unknown, binByteLength = 16): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const padded = new Uint8Array(Math.ceil(text.length / 4) * 4).fill(0x20);
  padded.set(text);
  const file = new ArrayBuffer(12 + 8 + padded.length + 8 + binByteLength);
  const view = new DataView(file);
  const head = [0x46546c67, 2, file.byteLength, padded.length, 0x4e4f534a];
  for (const [index, value] of head.entries()) view.setUint32(index * 4, value, true);
  new Uint8Array(file, 20).set(padded);
  view.setUint32(20 + padded.length, binByteLength, true);
  view.setUint32(24 + padded.length, 0x004e4942, true);
  return file;
}

const nodes = BONES.map((name) => ({ name }));
const VRM1 = {
  nodes,
  buffers: [{ byteLength: 16 }],
  bufferViews: [{ buffer: 0, byteLength: 16 }],
  extensions: {
    VRMC_vrm: {
      specVersion: '1.0',
      humanoid: { humanBones: Object.fromEntries(BONES.map((name, node) => [name, { node }])) },
    },
  },
};
const VRM0 = {
  nodes,
  extensions: { VRM: { humanoid: { humanBones: BONES.map((bone, node) => ({ bone, node })) } } },
};

function codeOf(file: ArrayBuffer): AvatarLoadErrorCode | null {
  try {
    validateVrm(file);
    return null;
  } catch (error) {
    if (error instanceof AvatarLoadError) return error.code;
    throw error;
  }
}

test('both versions of VRM are known', () => {
  expect(validateVrm(glb(VRM1))).toBe('1');
  expect(validateVrm(glb(VRM0))).toBe('0');
});

test('a picture, a text, an empty file and a few bytes are not models', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).buffer;
  const text = new TextEncoder().encode('this is no model, it is a poem').buffer;
  for (const file of [png, text, new ArrayBuffer(0), new ArrayBuffer(5)])
    expect(codeOf(file)).toBe('not_a_model');
});

test('a model that is cut off anywhere is damaged', () => {
  const file = glb(VRM1);
  for (let byteLength = 12; byteLength < file.byteLength; byteLength += 7) {
    expect(codeOf(file.slice(0, byteLength))).toBe('damaged');
  }
});

test('a model whose parts point outside of it is damaged', () => {
  expect(codeOf(glb({ ...VRM1, bufferViews: [{ buffer: 0, byteOffset: 8, byteLength: 16 }] }))).toBe(
    'damaged',
  );
  expect(codeOf(glb({ ...VRM1, bufferViews: [{ buffer: 3, byteLength: 4 }] }))).toBe('damaged');
  expect(codeOf(glb({ ...VRM1, bufferViews: 7 }))).toBe('damaged');
  expect(codeOf(glb({ ...VRM1, accessors: [{ count: -1 }] }))).toBe('damaged');
});

test('a model that claims to be huge is refused before it is given memory', () => {
  expect(codeOf(glb({ ...VRM1, accessors: [{ count: 2 ** 31 }] }))).toBe('too_large');
});

test('a model without a body, or with a part of one, has no humanoid', () => {
  expect(codeOf(glb({ nodes }))).toBe('no_humanoid');
  const { head: _, ...humanBones } = VRM1.extensions.VRMC_vrm.humanoid.humanBones;
  expect(
    codeOf(glb({ ...VRM1, extensions: { VRMC_vrm: { specVersion: '1.0', humanoid: { humanBones } } } })),
  ).toBe('no_humanoid');
  expect(codeOf(glb({ ...VRM1, nodes: nodes.slice(0, 4) }))).toBe('no_humanoid');
});

test('a model that would fetch other files is refused', () => {
  expect(codeOf(glb({ ...VRM1, images: [{ uri: 'https://example.com/face.png' }] }))).toBe('unsupported');
  expect(codeOf(glb({ ...VRM1, images: [{ uri: 'data:image/png;base64,AAAA' }] }))).toBe(null);
});

test('compressed models, old files and unknown versions are named as unsupported', () => {
  expect(codeOf(glb({ ...VRM1, extensionsRequired: ['KHR_draco_mesh_compression'] }))).toBe('unsupported');
  expect(codeOf(glb({ ...VRM1, extensions: { VRMC_vrm: { specVersion: '9.0' } } }))).toBe('unsupported');
  const old = glb(VRM1);
  new DataView(old).setUint32(4, 1, true);
  expect(codeOf(old)).toBe('unsupported');
});
