import type { SpeechPlayer } from '../../avatar/audio/speech-player.ts';
import { changePreferences, preferencesStore } from '../../ui/preferences.ts';

/** Speaks as loudly as was chosen in this browser. */
export function applyLoudness(player: SpeechPlayer): void {
  player.setMuted(preferencesStore.value.muted);
  player.setVolume(preferencesStore.value.volume);
}

export function setMuted(player: SpeechPlayer, muted: boolean): void {
  player.setMuted(muted);
  changePreferences({ muted });
}

/** @param volume 0 to 1 */
export function setVolume(player: SpeechPlayer, volume: number): void {
  player.setVolume(volume);
  player.setMuted(volume === 0);
  changePreferences({ volume, muted: volume === 0 });
}
