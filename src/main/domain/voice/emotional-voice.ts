import type { Emotion } from '../../../shared/emotion.ts';
import type { VoiceConfig } from '../characters/character.ts';

/** How a feeling changes a voice: what people do with their own, in the two things that every voice here can change. */
const PROSODY: Record<Emotion, { speed: number; pitch: number }> = {
  neutral: { speed: 1, pitch: 1 },
  happy: { speed: 1.06, pitch: 1.12 },
  angry: { speed: 1.12, pitch: 0.94 },
  sad: { speed: 0.86, pitch: 0.9 },
  relaxed: { speed: 0.92, pitch: 0.97 },
  surprised: { speed: 1.04, pitch: 1.22 },
};

/** What voices speak well at. */
const SLOWEST = 0.5;
const FASTEST = 2;

/**
 * A voice as it sounds with a feeling.
 *
 * @param speed and `pitch`: times those of the voice
 */
export function voiceFor(
  voice: VoiceConfig,
  { speed, pitch, emotion }: { speed: number; pitch: number; emotion: Emotion },
): VoiceConfig {
  const felt = PROSODY[emotion];
  return {
    ...voice,
    speed: within(voice.speed * speed * felt.speed),
    pitch: within(voice.pitch * pitch * felt.pitch),
  };
}

function within(factor: number): number {
  return Math.min(FASTEST, Math.max(SLOWEST, factor));
}
