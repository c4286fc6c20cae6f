import { type VRM, VRMLoaderPlugin } from '@pixiv/three-vrm';
import {
  createVRMAnimationClip,
  type VRMAnimation,
  VRMAnimationLoaderPlugin,
} from '@pixiv/three-vrm-animation';
import * as THREE from 'three';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import type { Shot } from '../shot.ts';

const loader = new GLTFLoader();
loader.register((parser) => new VRMLoaderPlugin(parser));
loader.register((parser) => new VRMAnimationLoaderPlugin(parser));
const animations = new Map<string, Promise<VRMAnimation>>();

const canvas = document.querySelector('canvas') as HTMLCanvasElement;
const renderer = new THREE.WebGLRenderer({
  canvas,
  antialias: true,
  preserveDrawingBuffer: true,
  alpha: true,
});

const model: Promise<VRM> = loader.loadAsync('/model.vrm').then((gltf) => {
  const vrm = gltf.userData.vrm as VRM;
  vrm.scene.traverse((object) => {
    object.frustumCulled = false;
  });
  return vrm;
});

function animation(name: string): Promise<VRMAnimation> {
  let found = animations.get(name);
  if (!found) {
    found = loader
      .loadAsync(`/resources/animations/${name}.vrma`)
      .then((gltf) => gltf.userData.vrmAnimations[0]);
    animations.set(name, found);
  }
  return found;
}

/** Draws one shot into the page's canvas. */
async function draw(shot: Shot, width: number, height: number): Promise<void> {
  const vrm = await model;
  const scene = new THREE.Scene();
  scene.background = new THREE.Color(shot.background);
  scene.add(vrm.scene);
  const sun = new THREE.DirectionalLight('#ffffff', Math.PI * 0.8);
  sun.position.set(0.8, 1.6, 2.2);
  scene.add(sun, new THREE.AmbientLight('#ffffff', Math.PI * 0.28));

  vrm.humanoid.resetNormalizedPose();
  vrm.expressionManager?.resetValues();
  if (shot.animation) {
    const mixer = new THREE.AnimationMixer(vrm.scene);
    mixer.clipAction(createVRMAnimationClip(await animation(shot.animation), vrm)).play();
    mixer.setTime(Math.max(0, (shot.seconds ?? 0) - 1e-4));
  }
  for (const [name, weight] of Object.entries(shot.expressions ?? {}))
    vrm.expressionManager?.setValue(name, weight);
  if (vrm.lookAt) {
    vrm.lookAt.autoUpdate = true;
    vrm.lookAt.target = null;
    if (shot.lookAt) vrm.lookAt.lookAt(new THREE.Vector3(...shot.lookAt));
    else vrm.lookAt.reset();
  }
  vrm.update(0);
  vrm.springBoneManager?.reset();
  for (let i = 0; i < 45; i++) vrm.update(1 / 60);

  const fov = 20;
  const distance = shot.height / 2 / Math.tan((fov * Math.PI) / 360);
  const camera = new THREE.PerspectiveCamera(fov, width / height, 0.1, 20);
  const azimuth = (shot.azimuth * Math.PI) / 180;
  const elevation = ((shot.elevation ?? 0) * Math.PI) / 180;
  camera.position.set(
    shot.target[0] + distance * Math.sin(azimuth) * Math.cos(elevation),
    shot.target[1] + distance * Math.sin(elevation),
    shot.target[2] + distance * Math.cos(azimuth) * Math.cos(elevation),
  );
  camera.lookAt(...shot.target);
  renderer.setSize(width, height, false);
  renderer.render(scene, camera);
  scene.remove(vrm.scene);
}

Object.assign(window, { draw });
