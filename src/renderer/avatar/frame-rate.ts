/** Frames per second that are wanted: `full` follows the display. */
export type FrameRate = 'full' | number;

/** After something happened, the rate falls in two steps. */
const LIVELY_S = 12;
const CALM_FPS = 30;
const RESTING_FPS = 15;
const STRAINED_CALM_FPS = 12;
const STRAINED_RESTING_FPS = 8;

/**
 * How often to draw.
 *
 * @param busy something moves that must be smooth: speech, a gesture, the camera, eyes after a pointer
 * @param calmS seconds since anything happened
 * @param strained the machine cannot keep up
 */
export function frameRate(busy: boolean, calmS: number, strained: boolean): FrameRate {
  if (busy) return 'full';
  if (strained) return calmS < LIVELY_S ? STRAINED_CALM_FPS : STRAINED_RESTING_FPS;
  return calmS < LIVELY_S ? CALM_FPS : RESTING_FPS;
}
