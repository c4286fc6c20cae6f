import type { Gesture } from '../../../shared/emotion.ts';
import type { SpeechChunkFrame } from '../../../shared/realtime.ts';

export interface SpeechEvents {
  /** A clause begins to sound: time for its caption and its emotion. */
  chunkStart: SpeechChunkFrame;
  chunkEnd: SpeechChunkFrame;
  gesture: { name: Gesture; chunk: SpeechChunkFrame };
  /** Everything was said, or speech was cut off. */
  idle: { interrupted: boolean };
  /** True: the browser plays no sound before the person clicked or pressed a key; speech goes on silently. */
  blocked: boolean;
}

/** The clause that is heard at this moment, and the time in it: a little below 0 while it is about to begin. */
export interface SpeechMoment {
  chunk: SpeechChunkFrame;
  tMs: number;
}
