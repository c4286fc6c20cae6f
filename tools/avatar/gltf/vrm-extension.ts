import { MORPH_NAMES, type MorphName } from '../face/expressions.ts';
import { EYE_Y } from '../face/measures.ts';
import { BONES, boneAt } from '../skeleton.ts';

/** Facts about the model as VRMC_vrm 1.0 wants them. Everything is allowed: the model is CC0. */
export function vrmMeta(thumbnailImage: number | undefined): Record<string, unknown> {
  return {
    name: 'Tomo',
    version: '1.0',
    authors: ['Tomo project'],
    copyrightInformation: 'CC0 1.0: no rights reserved (https://creativecommons.org/publicdomain/zero/1.0/)',
    contactInformation: '',
    references: [],
    thirdPartyLicenses: 'None: every part is made by the programs in tools/avatar.',
    ...(thumbnailImage === undefined ? {} : { thumbnailImage }),
    licenseUrl: 'https://vrm.dev/licenses/1.0/',
    avatarPermission: 'everyone',
    allowExcessivelyViolentUsage: true,
    allowExcessivelySexualUsage: true,
    commercialUsage: 'corporation',
    allowPoliticalOrReligiousUsage: true,
    allowAntisocialOrHateUsage: true,
    creditNotation: 'unnecessary',
    allowRedistribution: true,
    modification: 'allowModificationRedistribution',
    otherLicenseUrl: 'https://creativecommons.org/publicdomain/zero/1.0/',
  };
}

type Override = 'none' | 'block' | 'blend';
interface Expression {
  morphs: MorphName[];
  blink?: Override;
  mouth?: Override;
  lookAt?: Override;
}

const of = (...morphs: MorphName[]): Expression => ({ morphs });

/** VRM's own expressions. A feeling lets the mouth speak; only where the lids are already moved does blinking stop. */
const PRESETS: Record<string, Expression> = {
  happy: of('happy'),
  angry: of('angry'),
  sad: of('sad'),
  relaxed: { ...of('relaxed'), blink: 'blend' },
  surprised: { ...of('surprised'), blink: 'block' },
  neutral: of(),
  aa: of('aa'),
  ih: of('ih'),
  ou: of('ou'),
  ee: of('ee'),
  oh: of('oh'),
  blink: of('blinkLeft', 'blinkRight'),
  blinkLeft: of('blinkLeft'),
  blinkRight: of('blinkRight'),
  lookUp: of('lookUp'),
  lookDown: of('lookDown'),
  lookLeft: of('lookLeft'),
  lookRight: of('lookRight'),
};

const CUSTOM: Record<string, Expression> = {
  laughing: { ...of('laughing'), blink: 'block', mouth: 'blend', lookAt: 'block' },
};

function expressionJson(expression: Expression, faceNode: number): Record<string, unknown> {
  return {
    isBinary: false,
    morphTargetBinds: expression.morphs.map((name) => ({
      node: faceNode,
      index: MORPH_NAMES.indexOf(name),
      weight: 1,
    })),
    overrideBlink: expression.blink ?? 'none',
    overrideMouth: expression.mouth ?? 'none',
    overrideLookAt: expression.lookAt ?? 'none',
  };
}

/** The VRMC_vrm 1.0 extension. */
export function vrmExtension(
  nodeOf: (bone: string) => number,
  faceNode: number,
  thumbnailImage: number | undefined,
): Record<string, unknown> {
  const humanBones = Object.fromEntries(
    BONES.filter((bone) => bone.humanoid).map((bone) => [bone.name, { node: nodeOf(bone.name) }]),
  );
  const all = (list: Record<string, Expression>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(list).map(([name, one]) => [name, expressionJson(one, faceNode)]));
  const range = { inputMaxValue: 45, outputScale: 1 };
  return {
    specVersion: '1.0',
    meta: vrmMeta(thumbnailImage),
    humanoid: { humanBones },
    expressions: { preset: all(PRESETS), custom: all(CUSTOM) },
    lookAt: {
      type: 'expression',
      offsetFromHeadBone: [0, Number((EYE_Y - boneAt('head')[1]).toFixed(4)), 0.1],
      rangeMapHorizontalInner: range,
      rangeMapHorizontalOuter: range,
      rangeMapVerticalDown: range,
      rangeMapVerticalUp: range,
    },
    firstPerson: { meshAnnotations: [] },
  };
}
