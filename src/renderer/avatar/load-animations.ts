import { type VRMAnimation, VRMAnimationLoaderPlugin } from '@pixiv/three-vrm-animation';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { GESTURES } from '../../shared/emotion.ts';

const ANIMATION_NAMES = ['idle', ...GESTURES] as const;

/**
 * Loads the animations that ship with Tomo, `NAME.vrma` each. One that is missing or broken is left out: the
 * character then simply does not make that gesture.
 *
 * @param baseUrl the folder's address, with or without a slash at its end
 */
export async function loadAnimations(baseUrl: string): Promise<Map<string, VRMAnimation>> {
  const loader = new GLTFLoader();
  loader.register((parser) => new VRMAnimationLoaderPlugin(parser));
  const folder = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  const found = new Map<string, VRMAnimation>();
  await Promise.all(
    ANIMATION_NAMES.map(async (name) => {
      try {
        const response = await fetch(`${folder}${name}.vrma`);
        if (!response.ok) return;
        const gltf = await loader.parseAsync(await response.arrayBuffer(), '');
        const animation = (gltf.userData.vrmAnimations as VRMAnimation[] | undefined)?.[0];
        if (animation) found.set(name, animation);
      } catch {
        // Left out, as documented.
      }
    }),
  );
  return found;
}
