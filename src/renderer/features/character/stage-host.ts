import { reasonOf } from '../../api/reason-of.ts';
import type { SpeechPlayer } from '../../avatar/audio/speech-player.ts';
import type { AvatarInfo } from '../../avatar/avatar-info.ts';
import { type AvatarStage, createAvatarStage } from '../../avatar/avatar-stage.ts';
import { AvatarStageError } from '../../avatar/avatar-stage-error.ts';
import type { Insets } from '../../avatar/framing.ts';
import { Observable } from '../../ui/observable.ts';

export interface StageState {
  /** `empty`: no character could be loaded yet. `unavailable`: this browser draws no 3D. */
  picture: 'loading' | 'ready' | 'empty' | 'unavailable';
  /** The graphics driver took the drawing away for a while, whatever there is to draw. */
  contextLost: boolean;
  /** Another character is on its way while one is shown. */
  changing: boolean;
  info: AvatarInfo | null;
  /** Why the picture is not there, for people. */
  problem: string | null;
}

interface StageHostOptions {
  player: SpeechPlayer;
  character: Observable<{ vrm_model: { file_url: string } }>;
  animationsUrl: string;
  /** A model could not be shown in the place of the one that is. */
  onNotLoaded(reason: string): void;
}

/** Holds the stage, the character on it, and changes it for another. */
export class StageHost {
  readonly state = new Observable<StageState>({
    picture: 'loading',
    contextLost: false,
    changing: false,
    info: null,
    problem: null,
  });
  readonly #options: StageHostOptions;
  #stage: AvatarStage | null = null;
  #insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

  constructor(options: StageHostOptions) {
    this.#options = options;
  }

  get stage(): AvatarStage | null {
    return this.#stage;
  }

  /** Opens the stage on this canvas and loads the character. Returns the function that closes it. */
  attach(canvas: HTMLCanvasElement): () => void {
    try {
      const stage = createAvatarStage({ canvas, audio: this.#options.player });
      this.#stage = stage;
      stage.setInsets(this.#insets);
      stage.on('contextLost', (contextLost) => this.#change({ contextLost }));
      void stage.loadAnimations(this.#options.animationsUrl);
      void this.loadCurrent();
      return () => {
        stage.dispose();
        this.#stage = null;
      };
    } catch (error) {
      if (!(error instanceof AvatarStageError)) throw error;
      this.#change({ picture: 'unavailable', problem: error.message });
      return () => {};
    }
  }

  /** How much of the canvas is covered at its sides, in CSS pixels; remembered for a stage that comes later. */
  setInsets(insets: Insets): void {
    this.#insets = insets;
    this.#stage?.setInsets(insets);
  }

  /** Shows the character's own model, or tells why not. */
  async loadCurrent(): Promise<void> {
    this.#change({ picture: 'loading', problem: null });
    await this.showCurrent();
  }

  /** The same while another one is shown, which stays where this one cannot be loaded. */
  async showCurrent(): Promise<void> {
    await this.show(this.#options.character.value.vrm_model.file_url);
  }

  /** Another model, whether the character keeps it or not. @returns whether it is shown */
  async show(source: string | Blob): Promise<boolean> {
    const stage = this.#stage;
    if (stage === null) return false;
    this.#change({ changing: true });
    try {
      const info = await stage.load(source);
      this.#change({ picture: 'ready', changing: false, info, problem: null });
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return false;
      this.#change({ changing: false });
      const reason = reasonOf(error);
      if (this.state.value.info === null) this.#change({ picture: 'empty', problem: reason });
      else this.#options.onNotLoaded(reason);
      return false;
    }
  }

  #change(changes: Partial<StageState>): void {
    this.state.set({ ...this.state.value, ...changes });
  }
}
