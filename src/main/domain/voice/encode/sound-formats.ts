import { openFlac } from './flac.ts';
import { openMp3 } from './mp3.ts';
import { openOpus } from './opus.ts';
import { openPcm, openWav } from './pcm.ts';
import type { SoundFormat } from './sound-encoder.ts';

/** The formats that sound can be sent in, by the names that they have everywhere. */
export const SOUND_FORMATS = {
  mp3: { contentType: 'audio/mpeg', open: openMp3 },
  opus: { contentType: 'audio/ogg', open: openOpus },
  flac: { contentType: 'audio/flac', open: openFlac },
  wav: { contentType: 'audio/wav', open: openWav },
  pcm: { contentType: 'audio/pcm', open: openPcm },
} as const satisfies Record<string, SoundFormat>;

export type SoundFormatName = keyof typeof SOUND_FORMATS;
