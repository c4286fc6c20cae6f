import { type VRM, VRMLoaderPlugin, VRMUtils } from '@pixiv/three-vrm';
import { VRMLookAtQuaternionProxy } from '@pixiv/three-vrm-animation';
import { Box3 } from 'three';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { AvatarLoadError } from './avatar-load-error.ts';
import { disposeModel } from './dispose-model.ts';
import { damaged } from './glb.ts';
import { LARGEST_FILE_BYTES, tooLarge, validateVrm } from './validate-vrm.ts';

/**
 * Loads a VRM 0.x or 1.0 character from an address or a file.
 *
 * The character faces +Z, whatever its version.
 *
 * @throws AvatarLoadError; an `AbortError` where `signal` ended it
 */
export async function loadVrm(source: string | Blob, signal?: AbortSignal): Promise<VRM> {
  const file = await readFile(source, signal);
  validateVrm(file);
  const vrm = await parse(file);
  try {
    signal?.throwIfAborted();
    prepare(vrm);
  } catch (error) {
    disposeModel(vrm.scene);
    throw error;
  }
  return vrm;
}

async function readFile(source: string | Blob, signal?: AbortSignal): Promise<ArrayBuffer> {
  try {
    if (typeof source !== 'string') {
      if (source.size > LARGEST_FILE_BYTES) throw tooLarge();
      return await source.arrayBuffer();
    }
    const response = await fetch(source, signal ? { signal } : {});
    if (!response.ok) throw fetchFailed();
    if (Number(response.headers.get('content-length')) > LARGEST_FILE_BYTES) throw tooLarge();
    return await response.arrayBuffer();
  } catch (error) {
    if (error instanceof AvatarLoadError || signal?.aborted) throw error;
    throw fetchFailed({ cause: error });
  }
}

function fetchFailed(options?: ErrorOptions): AvatarLoadError {
  return new AvatarLoadError('fetch_failed', 'The model could not be read. Is it still there?', options);
}

async function parse(file: ArrayBuffer): Promise<VRM> {
  const loader = new GLTFLoader();
  loader.register((parser) => new VRMLoaderPlugin(parser));
  try {
    const gltf = await loader.parseAsync(file, '');
    const vrm = gltf.userData.vrm as VRM | undefined;
    if (vrm) return vrm;
    disposeModel(gltf.scene);
  } catch (cause) {
    throw damaged(undefined, { cause });
  }
  throw new AvatarLoadError('no_humanoid', 'This 3D model is not a VRM character.');
}

function prepare(vrm: VRM): void {
  VRMUtils.removeUnnecessaryVertices(vrm.scene);
  VRMUtils.combineSkeletons(vrm.scene);
  VRMUtils.rotateVRM0(vrm);
  // Skinned bounds do not follow the pose, so a raised arm would vanish at the edge of the picture.
  vrm.scene.traverse((object) => {
    object.frustumCulled = false;
  });
  if (vrm.lookAt) {
    vrm.lookAt.autoUpdate = false;
    const proxy = new VRMLookAtQuaternionProxy(vrm.lookAt);
    proxy.name = 'lookAtQuaternionProxy';
    vrm.scene.add(proxy);
  }
  vrm.scene.updateMatrixWorld(true);
  const size = new Box3().setFromObject(vrm.scene);
  const heightM = size.max.y - size.min.y;
  if (!(heightM > 0.001 && heightM < 1000)) throw damaged();
}
