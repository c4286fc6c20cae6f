import type { VRMAnimation } from '@pixiv/three-vrm-animation';
import { Scene, type WebGLRenderer } from 'three';
import type { Emotion, Gesture } from '../../shared/emotion.ts';
import type { SpeechPlayer } from './audio/speech-player.ts';
import { type AvatarInfo, describeAvatar } from './avatar-info.ts';
import type { AvatarStageEvents, AvatarStageOptions, AvatarStats } from './avatar-stage-contract.ts';
import { fitClip } from './bone-clip.ts';
import { bringToLife } from './bring-to-life.ts';
import type { Character, Surroundings } from './character.ts';
import { createRenderer, watchContext } from './create-renderer.ts';
import { gpuMemory } from './dispose-model.ts';
import { Emitter } from './emitter.ts';
import { EmotionMixer } from './emotion-mixer.ts';
import { type FrameRate, frameRate } from './frame-rate.ts';
import type { Framing, Insets } from './framing.ts';
import { GazeTarget } from './gaze-target.ts';
import { Lighting, type Theme } from './lighting.ts';
import { loadAnimations } from './load-animations.ts';
import { loadVrm } from './load-vrm.ts';
import { Mouth } from './mouth.ts';
import { Pace } from './pace.ts';
import type { Mood } from './posture.ts';
import { RenderLoop } from './render-loop.ts';
import { Viewport } from './viewport.ts';

const EMOTION_AFTER_SPEECH_S = 4;
const EMOTION_UNSPOKEN_S = 6;
const POINTER_LIVELY_S = 1;
/** A new character is drawn at full rate for a while, which also shows how fast the machine is. */
const ENTRANCE_S = 1.5;

/** Draws one character on a canvas and lets it live, speak and feel. */
export class AvatarStage {
  readonly #audio: SpeechPlayer;
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #lighting: Lighting;
  readonly #viewport: Viewport;
  readonly #loop: RenderLoop;
  readonly #gazeTarget = new GazeTarget();
  readonly #pace = new Pace();
  readonly #adaptResolution: boolean;
  readonly #events = new Emitter<AvatarStageEvents>();
  readonly #life = new AbortController();
  readonly #resize: ResizeObserver;
  #animations = new Map<string, VRMAnimation>();
  #character: Character | null = null;
  #loading: AbortController | null = null;
  #mood: Mood = 'idle';
  #reducedMotion = false;
  #cameraMoving = false;
  #paced = false;
  #calmS = 0;
  #frames = 0;

  /** @throws AvatarStageError */
  constructor({ canvas, audio, adaptResolution = true }: AvatarStageOptions) {
    this.#audio = audio;
    this.#adaptResolution = adaptResolution;
    this.#renderer = createRenderer(canvas);
    this.#lighting = new Lighting(this.#scene);
    this.#viewport = new Viewport(canvas, this.#renderer);
    this.#loop = new RenderLoop(
      canvas,
      () => this.#rate(),
      (deltaS) => this.#draw(deltaS),
    );
    this.#resize = new ResizeObserver(() => {
      // Setting the size clears the canvas: draw at once, or it flashes.
      if (this.#viewport.fit(this.#pace.scale) && this.#loop.running) this.#draw(0);
    });
    this.#resize.observe(canvas);
    watchContext(canvas, this.#life.signal, (lost) => {
      this.#loop.pause('context lost', lost);
      this.#events.emit('contextLost', lost);
    });
    this.#follow(audio);
    this.#loop.start();
  }

  /** Returns the function that stops the listener. */
  on<Name extends keyof AvatarStageEvents>(
    name: Name,
    listener: (value: AvatarStageEvents[Name]) => void,
  ): () => void {
    return this.#events.on(name, listener);
  }

  /** Calls `listener` after every frame that was drawn. Returns the function that stops it. */
  onFrame(listener: (frame: { deltaS: number }) => void): () => void {
    return this.#events.on('frame', listener);
  }

  /**
   * Shows another character, from an address or a file. Where that fails, the one that is there stays. A later
   * call takes the place of one that is still loading, which then rejects with an `AbortError`.
   *
   * @throws AvatarLoadError
   */
  async load(source: string | Blob): Promise<AvatarInfo> {
    this.#loading?.abort();
    this.#loading = new AbortController();
    const vrm = await loadVrm(source, this.#loading.signal);
    const { character, body } = bringToLife(vrm, this.#animations, this.#mood, this.#surroundings());
    const previous = this.#character;
    this.#character = character;
    this.#scene.add(character.scene);
    previous?.dispose();
    this.#renderer.renderLists.dispose();
    this.#viewport.setBody(body);
    this.#stir();
    return describeAvatar(vrm, body.headTopY);
  }

  /** Loads `NAME.vrma` for idle and every gesture; resolves to the names that were there. */
  async loadAnimations(baseUrl: string): Promise<string[]> {
    this.#animations = await loadAnimations(baseUrl);
    const character = this.#character;
    if (character) {
      for (const [name, animation] of this.#animations)
        character.setClip(name, fitClip(animation, character.vrm));
    }
    return [...this.#animations.keys()];
  }

  /** While a clause sounds the character speaks, whatever the mood is. */
  setMood(mood: Mood): void {
    this.#mood = mood;
    this.#stir();
  }

  /** Shows a feeling; it fades some seconds after speech has ended. */
  setEmotion(emotion: Emotion): void {
    const emotions = this.#character?.emotions;
    emotions?.set(emotion);
    if (!this.#audio.speaking) emotions?.release(EMOTION_UNSPOKEN_S);
    this.#stir();
  }

  /** Returns false where there is no such animation, or with reduced motion. */
  playGesture(name: Gesture): boolean {
    this.#stir();
    return !this.#reducedMotion && (this.#character?.playGesture(name) ?? false);
  }

  /** Normalised device coordinates, -1 to 1, y up; `(null, null)` looks at the viewer again. */
  lookAtPointer(xNdc: number | null, yNdc: number | null): void {
    this.#gazeTarget.setPointer(xNdc === null || yNdc === null ? null : { x: xNdc, y: yNdc });
    this.#loop.wake();
  }

  /** No sway, no gestures, a head that keeps still; face, mouth and eyes go on. */
  setReducedMotion(reduced: boolean): void {
    this.#reducedMotion = reduced;
    if (reduced) this.#character?.gestures.stop();
    this.#stir();
  }

  /** Light for a light or a dark page. */
  setTheme(theme: Theme): void {
    this.#lighting.set(theme);
    this.#stir();
  }

  setFraming(framing: Framing): void {
    this.#viewport.setFraming(framing);
    this.#stir();
  }

  /** Margins of the canvas that are covered by other things, in CSS pixels: the character stands in what is left. */
  setInsets(insets: Partial<Insets>): void {
    this.#viewport.setInsets(insets);
    this.#stir();
  }

  /** Stops drawing, as if the page were hidden, or goes on. */
  setPaused(paused: boolean): void {
    this.#loop.pause('paused', paused);
  }

  /** Draws one frame at once, `deltaS` seconds after the last, also while paused. */
  drawFrame(deltaS: number): void {
    this.#draw(deltaS);
  }

  /**
   * Where the character's head is at rest, in CSS pixels of the canvas: for bubbles and captions that must not
   * cover it. Null without a character.
   */
  headBox(): { left: number; top: number; width: number; height: number } | null {
    return this.#viewport.headBox();
  }

  stats(): AvatarStats {
    const { render } = this.#renderer.info;
    const character = this.#character;
    return {
      frames: this.#frames,
      running: this.#loop.running,
      rate: this.#rate(),
      pixelRatio: this.#viewport.pixelRatio,
      drawCalls: render.calls,
      triangles: render.triangles,
      mouth: { ...(character?.mouth ?? new Mouth()).weights },
      emotions: { ...(character?.emotions ?? new EmotionMixer()).weights },
      gestures: character?.gestures.names ?? [],
      memory: gpuMemory(this.#renderer),
    };
  }

  /** Ends everything and frees the GPU; the audio is left to its owner. May be called twice. */
  dispose(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#loading?.abort();
    this.#loop.dispose();
    this.#resize.disconnect();
    this.#events.clear();
    this.#character?.dispose();
    this.#character = null;
    this.#renderer.dispose();
  }

  #follow(audio: SpeechPlayer): void {
    const stops = [
      audio.on('chunkStart', (chunk) => this.setEmotion(chunk.emotion)),
      audio.on('gesture', ({ name }) => this.playGesture(name)),
      audio.on('idle', () => {
        this.#character?.emotions.release(EMOTION_AFTER_SPEECH_S);
        this.#stir();
      }),
    ];
    this.#life.signal.addEventListener('abort', () => {
      for (const stop of stops) stop();
    });
  }

  #surroundings(): Surroundings {
    const moment = this.#audio.moment();
    return {
      speech: moment && { marks: moment.chunk.visemes, tMs: moment.tMs },
      gazeTarget: this.#gazeTarget.point,
      reducedMotion: this.#reducedMotion,
    };
  }

  #draw(deltaS: number): void {
    const { camera } = this.#viewport;
    this.#calmS += deltaS;
    this.#measurePace(deltaS);
    this.#viewport.fit(this.#pace.scale);
    this.#cameraMoving = this.#viewport.update(deltaS);
    this.#gazeTarget.update(deltaS, camera);
    const character = this.#character;
    if (character) {
      const surroundings = this.#surroundings();
      character.posture.mood = surroundings.speech ? 'speaking' : this.#mood;
      character.update(deltaS, surroundings);
    }
    this.#renderer.render(this.#scene, camera);
    this.#frames++;
    this.#events.emit('frame', { deltaS });
  }

  /** Only frames that came as fast as they could tell how fast the machine is. */
  #measurePace(deltaS: number): void {
    const full = this.#rate() === 'full';
    if (full && this.#paced && deltaS > 0 && this.#adaptResolution) this.#pace.add(deltaS * 1000);
    else this.#pace.interrupt();
    this.#paced = full;
  }

  /** Something happens: draw soon, and often for a while. */
  #stir(): void {
    this.#calmS = 0;
    this.#loop.wake();
  }

  #rate(): FrameRate {
    const character = this.#character;
    const busy =
      this.#audio.speaking ||
      this.#cameraMoving ||
      this.#gazeTarget.restS < POINTER_LIVELY_S ||
      (character !== null && (character.moving || character.ageS < ENTRANCE_S));
    return frameRate(busy, character?.blink.active ? 0 : this.#calmS, this.#pace.strained);
  }
}

/** @throws AvatarStageError */
export function createAvatarStage(options: AvatarStageOptions): AvatarStage {
  return new AvatarStage(options);
}
