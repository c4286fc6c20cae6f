type Json = Record<string, unknown>;

interface Vrm1Json {
  scene?: number;
  scenes: { nodes: number[] }[];
  nodes: Json[];
  extensions: {
    VRMC_vrm?: {
      humanoid: { humanBones: Record<string, { node: number }> };
      expressions?: {
        preset?: Record<string, { morphTargetBinds?: { node: number; index: number; weight: number }[] }>;
      };
    };
    VRM?: Json;
  };
  extensionsUsed: string[];
}

const THUMBS: Record<string, string> = { Metacarpal: 'Proximal', Proximal: 'Intermediate', Distal: 'Distal' };
const PRESETS_0: Record<string, string> = {
  ...{ aa: 'a', ih: 'i', ou: 'u', ee: 'e', oh: 'o', blink: 'blink' },
  ...{ happy: 'joy', angry: 'angry', sad: 'sorrow', relaxed: 'fun' },
};

const LOOK_RANGE = { curve: [0, 0, 0, 1, 1, 1, 1, 0], xRange: 90, yRange: 10 };

/** A PNG's first bytes: the picture that somebody renamed. */
export function renamedPicture(): Buffer {
  return Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
}

/** The same model as plain glTF, without the body that VRM adds. */
export function withoutHumanoid(vrm: Buffer): Buffer {
  return edit(vrm, (json) => {
    json.extensions = {};
    json.extensionsUsed = json.extensionsUsed.filter(
      (name) => name !== 'VRMC_vrm' && name !== 'VRMC_springBone',
    );
  });
}

/** The same model with a rigid face, which nothing can make talk or smile. */
export function withoutExpressions(vrm: Buffer): Buffer {
  return edit(vrm, (json) => {
    delete json.extensions.VRMC_vrm?.expressions;
  });
}

/** The same character as VRM 0.x has it: facing the other way, with the old names. */
export function asVrm0(vrm: Buffer): Buffer {
  return edit(vrm, (json) => {
    const vrm1 = json.extensions.VRMC_vrm;
    const scene = json.scenes[json.scene ?? 0];
    if (!vrm1 || !scene) throw new Error('not a VRM 1.0 model');
    json.nodes.push({ name: 'turned', rotation: [0, 1, 0, 0], children: scene.nodes });
    scene.nodes = [json.nodes.length - 1];
    const humanBones = Object.entries(vrm1.humanoid.humanBones).map(([bone, { node }]) => ({
      bone: bone.replace(/Thumb(\w+)/, (_, joint: string) => `Thumb${THUMBS[joint]}`),
      node,
    }));
    const blendShapeGroups = Object.entries(vrm1.expressions?.preset ?? {})
      .filter(([name]) => name in PRESETS_0)
      .map(([name, { morphTargetBinds = [] }]) => ({
        name: PRESETS_0[name],
        presetName: PRESETS_0[name],
        binds: morphTargetBinds.map(({ node, index, weight }) => ({
          mesh: json.nodes[node]?.mesh,
          index,
          weight: weight * 100,
        })),
        materialValues: [],
      }));
    json.extensions = {
      VRM: {
        specVersion: '0.0',
        meta: { title: 'Twin', author: 'Tomo' },
        humanoid: { humanBones },
        blendShapeMaster: { blendShapeGroups },
        firstPerson: {
          firstPersonBone: vrm1.humanoid.humanBones.head?.node,
          lookAtTypeName: 'Bone',
          lookAtHorizontalInner: LOOK_RANGE,
          lookAtHorizontalOuter: LOOK_RANGE,
          lookAtVerticalDown: LOOK_RANGE,
          lookAtVerticalUp: LOOK_RANGE,
        },
      },
    };
    json.extensionsUsed = [...json.extensionsUsed.filter((name) => name !== 'VRMC_vrm'), 'VRM'];
  });
}

function edit(glb: Buffer, change: (json: Vrm1Json) => void): Buffer {
  const jsonByteLength = glb.readUInt32LE(12);
  const json = JSON.parse(glb.toString('utf8', 20, 20 + jsonByteLength)) as Vrm1Json;
  change(json);
  const text = Buffer.from(JSON.stringify(json));
  const padded = Buffer.alloc(Math.ceil(text.length / 4) * 4, 0x20);
  text.copy(padded);
  const head = Buffer.alloc(20);
  head.write('glTF', 0);
  head.writeUInt32LE(2, 4);
  head.writeUInt32LE(padded.length, 12);
  head.write('JSON', 16);
  const file = Buffer.concat([head, padded, glb.subarray(20 + jsonByteLength)]);
  file.writeUInt32LE(file.length, 8);
  return file;
}
