import type { Clip } from './clip.ts';
import { bow } from './gestures/bow.ts';
import { gestureExplain } from './gestures/gesture-explain.ts';
import { idle } from './gestures/idle.ts';
import { laugh } from './gestures/laugh.ts';
import { nod } from './gestures/nod.ts';
import { shakeHead } from './gestures/shake-head.ts';
import { shrug } from './gestures/shrug.ts';
import { think } from './gestures/think.ts';
import { wave } from './gestures/wave.ts';

/** Every animation that is shipped; each becomes a file of its name. */
export const CLIPS: readonly Clip[] = [idle, nod, shakeHead, wave, gestureExplain, think, bow, laugh, shrug];
