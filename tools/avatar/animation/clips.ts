import type { Clip } from './clip.ts';
import { idle } from './idle.ts';

/** Every animation that is shipped; each becomes a file of its name. */
export const CLIPS: readonly Clip[] = [idle];
