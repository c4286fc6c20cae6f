import type { VRM } from '@pixiv/three-vrm';
import type { VRMAnimation } from '@pixiv/three-vrm-animation';
import { fitClip } from './bone-clip.ts';
import { Character, type Surroundings } from './character.ts';
import { disposeModel } from './dispose-model.ts';
import type { BodyMeasures } from './framing.ts';
import { damaged } from './glb.ts';
import { measureBody } from './measure-body.ts';
import type { Mood } from './posture.ts';

/**
 * Makes a character of a model: in its first pose, with settled hair, and measured. A model that fails at this is
 * freed.
 *
 * @throws AvatarLoadError `damaged`
 */
export function bringToLife(
  vrm: VRM,
  animations: ReadonlyMap<string, VRMAnimation>,
  mood: Mood,
  surroundings: Surroundings,
): { character: Character; body: BodyMeasures } {
  try {
    const character = new Character(vrm);
    for (const [name, animation] of animations) character.setClip(name, fitClip(animation, vrm));
    character.posture.mood = mood;
    character.settle(surroundings);
    return { character, body: measureBody(vrm) };
  } catch (cause) {
    disposeModel(vrm.scene);
    throw damaged(undefined, { cause });
  }
}
