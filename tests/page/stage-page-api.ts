import type { SpeechChunkFrame } from '../../src/shared/realtime.ts';

/** What the test page offers to tests: everything in and out is plain data. */
export interface StagePageApi {
  load(address: string): Promise<{ name: string; vrmVersion: string; emotions: string[]; canTalk: boolean }>;
  /** The error's code and message, or null where the load went well. */
  tryLoad(address: string): Promise<{ code: string; message: string } | null>;
  loadAnimations(baseUrl: string): Promise<string[]>;
  speak(chunks: SpeechChunkFrame[]): void;
  /** Cuts speech off and reports loudness on the audio clock until it is silent. */
  interruptAndListen(): Promise<{ before: number; silentAfterS: number }>;
  /** Samples what is seen and heard, for a time and a number of frames (4), whichever takes longer. */
  record(seconds: number, leastFrames?: number): Promise<StageRecord>;
  call(method: string, ...args: unknown[]): unknown;
  callAudio(method: string, ...args: unknown[]): unknown;
  stats(): { frames: number; running: boolean; memory: Record<string, number>; drawCalls: number };
  nextFrames(count: number): Promise<void>;
  /** RGBA of a rectangle of the canvas in CSS pixels, of the next frame drawn. */
  pixels(rect: { left: number; top: number; width: number; height: number }): Promise<number[]>;
  headBox(): { left: number; top: number; width: number; height: number } | null;
  loseContext(): Promise<void>;
  events(): string[];
}

export interface StageRecord {
  mouthMost: number;
  mouthLast: number;
  emotionMost: Record<string, number>;
  rmsMost: number;
  rmsLast: number;
  gestures: string[];
  frames: number;
}
