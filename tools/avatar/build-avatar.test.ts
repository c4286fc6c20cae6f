import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { buildAvatar } from './build-avatar.ts';
import { MORPH_NAMES } from './face/expressions.ts';
import { readGlb } from './gltf/read-glb.ts';
import { validate } from './validate.ts';

const shipped = readFileSync(new URL('../../resources/avatars/tomo.vrm', import.meta.url));
const thumbnail = readFileSync(new URL('thumbnail.png', import.meta.url));
const { json } = readGlb(shipped);
const vrm = json.extensions.VRMC_vrm;

const SIDES = ['left', 'right'];
const REQUIRED_BONES = [
  'hips',
  'spine',
  'head',
  ...SIDES.flatMap((side) =>
    ['UpperLeg', 'LowerLeg', 'Foot', 'UpperArm', 'LowerArm', 'Hand'].map((part) => side + part),
  ),
];
const FINGER_BONES = SIDES.flatMap((side) => [
  ...['Metacarpal', 'Proximal', 'Distal'].map((part) => `${side}Thumb${part}`),
  ...['Index', 'Middle', 'Ring', 'Little'].flatMap((finger) =>
    ['Proximal', 'Intermediate', 'Distal'].map((part) => side + finger + part),
  ),
]);
const PRESETS = (
  'happy angry sad relaxed surprised neutral aa ih ou ee oh ' +
  'blink blinkLeft blinkRight lookUp lookDown lookLeft lookRight'
).split(' ');

describe('the shipped character', () => {
  it('has no errors and no warnings for the glTF validator', async () => {
    const { errors, warnings, messages } = await validate(shipped);
    expect({ errors, warnings }, messages.join('\n')).toEqual({ errors: 0, warnings: 0 });
  });

  it('is under 2 MB and 25,000 triangles', () => {
    const triangles = json.meshes
      .flatMap((mesh) => mesh.primitives)
      .reduce((sum, primitive) => sum + json.accessors[primitive.indices]!.count / 3, 0);
    expect(shipped.length).toBeLessThan(2_000_000);
    expect(triangles).toBeLessThan(25_000);
    expect(triangles).toBeGreaterThan(5_000);
  });

  it('has every required bone and all thirty finger bones, each on its own node', () => {
    const bones: Record<string, { node: number }> = vrm.humanoid.humanBones;
    expect(Object.keys(bones)).toEqual(
      expect.arrayContaining([...REQUIRED_BONES, ...FINGER_BONES, 'leftEye', 'rightEye']),
    );
    expect(FINGER_BONES).toHaveLength(30);
    const nodes = Object.values(bones).map(({ node }) => node);
    expect(new Set(nodes).size).toBe(nodes.length);
  });

  it('stands in a T-pose without turned nodes, its left hand on +X', () => {
    expect(json.nodes.filter((node) => node.rotation)).toEqual([]);
    const hand = json.nodes[vrm.humanoid.humanBones.leftHand.node]!;
    expect(hand.translation![0]).toBeGreaterThan(0);
    expect(hand.translation!.slice(1).map(Math.abs)).toEqual([0, 0]);
  });

  it('stands on the ground and is between 1.0 and 1.3 m tall', () => {
    const heights = json.meshes
      .flatMap((mesh) => mesh.primitives)
      .map((primitive) => json.accessors[primitive.attributes.POSITION!]!);
    const low = Math.min(...heights.map(({ min }) => min![1]!));
    const high = Math.max(...heights.map(({ max }) => max![1]!));
    expect(Math.abs(low)).toBeLessThan(0.005);
    expect(high).toBeGreaterThan(1);
    expect(high).toBeLessThan(1.3);
  });

  it.each(PRESETS.filter((name) => name !== 'neutral'))('moves its face for %s', (name) => {
    const binds: Array<{ index: number; weight: number }> = vrm.expressions.preset[name].morphTargetBinds;
    expect(binds.length).toBeGreaterThan(0);
    const face = json.meshes.find((mesh) => mesh.name === 'Face')!;
    for (const { index, weight } of binds) {
      expect(weight).toBe(1);
      const reach = face.primitives.map((primitive) => {
        const { min, max } = json.accessors[primitive.targets![index]!.POSITION!]!;
        return Math.max(...min!.map(Math.abs), ...max!.map(Math.abs));
      });
      // A movement of 3 mm is the least that can be seen on a face of this size.
      expect(Math.max(...reach), MORPH_NAMES[index]).toBeGreaterThan(0.003);
    }
  });

  it('lets every feeling of VRM speak', () => {
    expect(Object.keys(vrm.expressions.preset)).toEqual(PRESETS);
    for (const feeling of ['happy', 'angry', 'sad', 'relaxed', 'surprised'])
      expect(vrm.expressions.preset[feeling].overrideMouth).toBe('none');
  });

  it('swings hair, sprout and strings, and keeps hair and strings out of the body', () => {
    const { springs, colliders, colliderGroups } = json.extensions.VRMC_springBone;
    const names = springs.map((spring: { name: string }) => spring.name);
    expect(names).toEqual(
      expect.arrayContaining(['sprout', 'leftLeaf', 'hairBack', 'rightLock', 'leftString']),
    );
    expect(colliders.length).toBeGreaterThan(0);
    expect(colliderGroups[0].colliders).toHaveLength(colliders.length);
  });

  it('is CC0, allows everything that VRM can forbid, and shows a picture of itself', () => {
    expect(vrm.meta.licenseUrl).toBe('https://vrm.dev/licenses/1.0/');
    expect(vrm.meta.copyrightInformation).toContain('CC0 1.0');
    expect(vrm.meta).toMatchObject({
      avatarPermission: 'everyone',
      commercialUsage: 'corporation',
      creditNotation: 'unnecessary',
      allowRedistribution: true,
      modification: 'allowModificationRedistribution',
    });
    expect(vrm.meta.thumbnailImage).toBeTypeOf('number');
  });
});

describe('buildAvatar', () => {
  it('makes the shipped file again, byte for byte but for how its pictures are compressed', () => {
    // zlib builds differ in what they make of the same pixels, so pictures are compared by those.
    const parts = (file: Uint8Array): unknown => {
      const { json: document, binary } = readGlb(file);
      const pictures = new Map(document.images.map((image) => [image.bufferView, image]));
      const { bufferViews, ...rest } = document;
      return {
        rest: { ...rest, buffers: undefined },
        data: bufferViews.map(({ byteOffset, byteLength }, i) => {
          const bytes = Buffer.from(binary.subarray(byteOffset, byteOffset + byteLength));
          return createHash('sha256')
            .update(pictures.has(i) ? PNG.sync.read(bytes).data : bytes)
            .digest('hex');
        }),
      };
    };
    expect(parts(buildAvatar(thumbnail))).toEqual(parts(shipped));
  }, 600_000);
});
