import { type VRM, VRMLoaderPlugin, VRMUtils } from '@pixiv/three-vrm';
import { DirectionalLight, PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { placeCamera } from '../../src/renderer/avatar/framing.ts';
import { measureBody } from '../../src/renderer/avatar/measure-body.ts';

const FOV_DEG = 22;

/** The least that shows a moving VRM: three-vrm's own basic example, framed like the stage. */
export async function createBareLoop(
  canvas: HTMLCanvasElement,
  address: string,
): Promise<(deltaS: number) => void> {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
  renderer.setSize(canvas.clientWidth, canvas.clientHeight, false);
  const scene = new Scene();
  const light = new DirectionalLight(0xffffff, Math.PI);
  light.position.set(1, 1, 1).normalize();
  scene.add(light);
  const loader = new GLTFLoader();
  loader.register((parser) => new VRMLoaderPlugin(parser));
  const vrm = (await loader.loadAsync(address)).userData.vrm as VRM;
  VRMUtils.removeUnnecessaryVertices(vrm.scene);
  VRMUtils.combineSkeletons(vrm.scene);
  VRMUtils.combineMorphs(vrm);
  vrm.scene.traverse((object) => {
    object.frustumCulled = false;
  });
  scene.add(vrm.scene);
  // Arms hang, as on the stage: a T would cover other pixels.
  vrm.humanoid.getNormalizedBoneNode('leftUpperArm')?.rotation.set(0, 0, -1.2);
  vrm.humanoid.getNormalizedBoneNode('rightUpperArm')?.rotation.set(0, 0, 1.2);
  vrm.update(0);
  const aspect = canvas.clientWidth / canvas.clientHeight;
  const { targetY, distance } = placeCamera(measureBody(vrm), 'auto', aspect, FOV_DEG);
  const camera = new PerspectiveCamera(FOV_DEG, aspect, distance / 60, distance * 20);
  camera.position.set(0, targetY, distance);
  return (deltaS) => {
    vrm.update(deltaS);
    renderer.render(scene, camera);
  };
}
