import type { VRM } from '@pixiv/three-vrm';
import { type Object3D, Quaternion, Vector3 } from 'three';
import type { VisemeMark } from '../../shared/viseme.ts';
import { Blink } from './blink.ts';
import { BodyMotion } from './body-motion.ts';
import type { BoneClip } from './bone-clip.ts';
import { damp } from './damp.ts';
import { disposeModel } from './dispose-model.ts';
import { EmotionMixer } from './emotion-mixer.ts';
import { Face } from './face.ts';
import { balanceFace } from './face-balance.ts';
import { directionOf, EyeFollow, HeadFollow } from './gaze.ts';
import { applyClip, GesturePlayer } from './gesture-player.ts';
import { Mouth } from './mouth.ts';
import { Pose } from './pose.ts';
import { type Mood, Posture } from './posture.ts';
import { Saccades } from './saccades.ts';
import { SpeechBeat } from './speech-beat.ts';

/** What surrounds the character in a frame. */
export interface Surroundings {
  /** The clause that sounds, and the time in it; null in silence. */
  speech: { marks: VisemeMark[]; tMs: number } | null;
  /** The point that is looked at, in world space. */
  gazeTarget: Vector3;
  reducedMotion: boolean;
}

const IDLE_FADE_S = 0.6;
const LIVELINESS_TAU_S = 0.3;
/** Warm-up: hair and cloth settle before the character is seen. */
const SETTLE_STEPS = 24;
const SETTLE_STEP_S = 1 / 30;
const SWAY_WITH_IDLE_CLIP = 0.35;
const GLANCE_DEG: Record<Mood, number> = { idle: 6, listening: 1.5, thinking: 4, speaking: 3 };

/** One character on the stage, and everything that makes it live. `update` moves it by one frame. */
export class Character {
  readonly vrm: VRM;
  readonly emotions = new EmotionMixer();
  readonly gestures = new GesturePlayer();
  readonly posture = new Posture();
  readonly mouth = new Mouth();
  readonly blink = new Blink();
  readonly #clips = new Map<string, BoneClip>();
  readonly #pose: Pose;
  readonly #face: Face;
  readonly #motion = new BodyMotion();
  readonly #beat = new SpeechBeat();
  readonly #saccades = new Saccades();
  readonly #headFollow = new HeadFollow();
  readonly #eyeFollow = new EyeFollow();
  readonly #clipExpressions = new Map<string, number>();
  readonly #headOrientation = new Quaternion();
  readonly #toTarget = new Vector3();
  #idleS = 0;
  #liveliness = 1;
  #ageS = 0;

  constructor(vrm: VRM) {
    this.vrm = vrm;
    this.#pose = new Pose(vrm);
    this.#face = new Face(vrm, this.#pose);
  }

  get scene(): Object3D {
    return this.vrm.scene;
  }

  /** Seconds since it came to life. */
  get ageS(): number {
    return this.#ageS;
  }

  /** True while it does something that has to look smooth. */
  get moving(): boolean {
    return this.gestures.active || this.emotions.moving || this.posture.moving;
  }

  setClip(name: string, clip: BoneClip): void {
    this.#clips.set(name, clip);
    if (name === 'idle') this.#idleS = 0;
  }

  /** Returns false where the character has no such gesture. */
  playGesture(name: string): boolean {
    const clip = this.#clips.get(name);
    if (clip === undefined || name === 'idle') return false;
    this.gestures.play(name, clip);
    return true;
  }

  /** Lets hair and cloth fall into place in the first pose. */
  settle(surroundings: Surroundings): void {
    this.update(0, surroundings);
    this.vrm.scene.updateMatrixWorld(true);
    this.vrm.springBoneManager?.reset();
    for (let step = 0; step < SETTLE_STEPS; step++) this.update(SETTLE_STEP_S, surroundings);
    this.#ageS = 0;
  }

  update(deltaS: number, surroundings: Surroundings): void {
    this.#ageS += deltaS;
    this.#animate(deltaS, surroundings);
    this.#look(deltaS, surroundings);
    const emotions = this.emotions.update(deltaS);
    const mouth = this.mouth.update(deltaS, surroundings.speech);
    const balanced = balanceFace(emotions, mouth, this.#beat.talking, this.#face.overrides);
    this.#face.show(balanced.emotions, balanced.mouth, this.blink.update(deltaS), this.#clipExpressions);
    this.#face.moveJaw(this.#pose, balanced.mouth);
    this.vrm.update(deltaS);
  }

  dispose(): void {
    this.vrm.scene.removeFromParent();
    disposeModel(this.vrm.scene);
  }

  #animate(deltaS: number, { speech, reducedMotion }: Surroundings): void {
    const pose = this.#pose;
    const idle = this.#clips.get('idle');
    this.#liveliness = damp(this.#liveliness, reducedMotion ? 0 : 1, LIVELINESS_TAU_S, deltaS);
    const lively = this.#liveliness;
    this.posture.update(deltaS);
    this.gestures.update(deltaS);
    this.#motion.update(deltaS, this.posture.mood === 'speaking' ? 1.25 : 1);
    this.#beat.update(deltaS, this.mouth.openness, speech !== null);
    this.#clipExpressions.clear();
    pose.reset();
    if (idle) {
      this.#idleS += deltaS * lively;
      const weight = reducedMotion ? 1 : Math.min(this.#idleS / IDLE_FADE_S, 1);
      applyClip(idle, this.#idleS % idle.durationS, weight, pose, this.#clipExpressions);
    }
    const share = idle ? SWAY_WITH_IDLE_CLIP : 1;
    this.#motion.apply(pose, share * lively, share);
    this.posture.apply(pose);
    this.#beat.apply(pose, lively);
    this.gestures.apply(pose, this.#clipExpressions);
  }

  #look(deltaS: number, { gazeTarget, reducedMotion }: Surroundings): void {
    const head = this.vrm.humanoid.getRawBoneNode('head');
    if (!head) return;
    this.#toTarget.setFromMatrixPosition(head.matrixWorld).sub(gazeTarget).negate();
    const target = directionOf(this.#toTarget.x, this.#toTarget.y, this.#toTarget.z);
    const follow = (1 - 0.8 * this.gestures.weight) * (reducedMotion ? 0 : 1);
    const turn = this.#headFollow.update(deltaS, target, follow);
    this.#pose.rotate('neck', turn.pitchDeg * 0.35, turn.yawDeg * 0.4, 0);
    this.#pose.rotate('head', turn.pitchDeg * 0.65, turn.yawDeg * 0.6, 0);
    const lookAt = this.vrm.lookAt;
    if (!lookAt) return;
    // The eyes hold their target while the head moves under them.
    this.#toTarget.applyQuaternion(this.#pose.headOrientation(this.#headOrientation).invert());
    const inHead = directionOf(this.#toTarget.x, this.#toTarget.y, this.#toTarget.z);
    const glance = this.#saccades.update(deltaS, GLANCE_DEG[this.posture.mood]);
    inHead.yawDeg += glance.yawDeg + this.posture.gaze.yawDeg;
    inHead.pitchDeg += glance.pitchDeg + this.posture.gaze.pitchDeg;
    const eyes = this.#eyeFollow.update(deltaS, inHead);
    lookAt.yaw = eyes.yawDeg;
    lookAt.pitch = eyes.pitchDeg;
  }
}
