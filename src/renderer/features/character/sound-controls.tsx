import { Captions, CaptionsOff, Square, Volume1, Volume2, VolumeX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { changePreferences, preferencesStore } from '../../ui/preferences.ts';
import { Slider } from '../../ui/slider.tsx';
import { useObservable } from '../../ui/use-observable.ts';
import { setMuted, setVolume } from '../talk/loudness.ts';
import { useTalk } from '../talk/talk.ts';
import './sound-controls.css';

/** Mute, volume, captions, stop; and a way to sound where the browser holds it back. */
export function SoundControls() {
  const { t } = useTranslation();
  const { player, session } = useTalk();
  const { muted, volume, captions } = useObservable(preferencesStore);
  const { busy } = useObservable(session.state);
  const [blocked, setBlocked] = useState(player.blocked);
  useEffect(() => player.on('blocked', setBlocked), [player]);
  const percent = Math.round((muted ? 0 : volume) * 100);
  const icon = muted || volume === 0 ? VolumeX : volume < 0.5 ? Volume1 : Volume2;
  return (
    <div className="sound" role="toolbar" aria-label={t('sound.title')}>
      {blocked && (
        <Button look="primary" className="sound-blocked" onClick={() => void player.unlock()}>
          <Volume2 aria-hidden="true" />
          {t('sound.turnOn')}
        </Button>
      )}
      <div className="sound-volume">
        <IconButton
          icon={icon}
          label={t(muted ? 'sound.unmute' : 'sound.mute')}
          aria-pressed={muted}
          onClick={() => (volume === 0 ? setVolume(player, 0.6) : setMuted(player, !muted))}
        />
        <Slider
          label={t('sound.volume')}
          value={muted ? 0 : volume}
          min={0}
          max={1}
          step={0.05}
          valueText={`${percent} %`}
          onChange={(value) => setVolume(player, value)}
        />
      </div>
      <IconButton
        icon={captions ? Captions : CaptionsOff}
        label={t(captions ? 'sound.captionsOff' : 'sound.captionsOn')}
        aria-pressed={captions}
        onClick={() => changePreferences({ captions: !captions })}
      />
      <IconButton
        className="sound-stop"
        icon={Square}
        label={t('sound.stop')}
        disabled={!busy}
        onClick={() => session.interrupt()}
      />
    </div>
  );
}
