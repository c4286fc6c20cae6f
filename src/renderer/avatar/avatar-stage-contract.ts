import type { MouthPose } from '../../shared/mouth-pose.ts';
import type { SpeechPlayer } from './audio/speech-player.ts';
import type { EmotionWeights } from './emotion-mixer.ts';
import type { FrameRate } from './frame-rate.ts';

export interface AvatarStageOptions {
  /** Sized by the page's styles; the stage follows its size. */
  canvas: HTMLCanvasElement;
  /** The voice; its clauses move the mouth, the face and the hands. */
  audio: SpeechPlayer;
  /** Lowers the resolution where frames come too slowly. Default true. */
  adaptResolution?: boolean;
}

export interface AvatarStageEvents {
  /** After every frame that was drawn, while the drawing buffer still holds it. */
  frame: { deltaS: number };
  /** The graphics driver took the drawing context away (true) or gave it back (false). */
  contextLost: boolean;
}

export interface AvatarStats {
  /** Frames drawn since the stage was made. */
  frames: number;
  /** False while hidden, out of sight or without a drawing context. */
  running: boolean;
  rate: FrameRate;
  pixelRatio: number;
  drawCalls: number;
  triangles: number;
  /** The mouth as the marks have it, before it makes room for emotion. */
  mouth: MouthPose;
  emotions: EmotionWeights;
  gestures: string[];
  memory: { geometries: number; textures: number; programs: number };
}
