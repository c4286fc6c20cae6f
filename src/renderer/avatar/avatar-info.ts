import type { VRM } from '@pixiv/three-vrm';
import type { Mesh } from 'three';
import { EMOTIONS, type Emotion } from '../../shared/emotion.ts';
import { MOUTH_SHAPES } from './mouth.ts';

/** What a loaded character says about itself, and what it can do. */
export interface AvatarInfo {
  /** Empty where the file has none. */
  name: string;
  authors: string[];
  /** An address or a licence's name; empty where the file has none. */
  license: string;
  vrmVersion: '0' | '1';
  /** From the floor to the top of the head or hair. */
  heightM: number;
  triangles: number;
  /** The emotions that its face can show; `neutral` always. */
  emotions: Emotion[];
  /** Whether it has mouth shapes or a jaw to talk with. */
  canTalk: boolean;
}

export function describeAvatar(vrm: VRM, heightM: number): AvatarInfo {
  const { meta } = vrm;
  const has = (name: string): boolean => vrm.expressionManager?.getExpression(name) != null;
  let triangles = 0;
  vrm.scene.traverse((object) => {
    const { isMesh, geometry } = object as Mesh;
    if (isMesh) triangles += (geometry.index?.count ?? geometry.getAttribute('position')?.count ?? 0) / 3;
  });
  return {
    name: (meta.metaVersion === '1' ? meta.name : meta.title) ?? '',
    authors: meta.metaVersion === '1' ? meta.authors : meta.author ? [meta.author] : [],
    license: (meta.metaVersion === '1' ? meta.licenseUrl : meta.licenseName) ?? '',
    vrmVersion: meta.metaVersion,
    heightM,
    triangles: Math.round(triangles),
    emotions: EMOTIONS.filter((emotion) => emotion === 'neutral' || has(emotion)),
    canTalk: MOUTH_SHAPES.some(has) || vrm.humanoid.getRawBoneNode('jaw') !== null,
  };
}
