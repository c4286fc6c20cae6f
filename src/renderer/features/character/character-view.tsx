import { ImageOff, MonitorX, RotateCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { preferencesStore } from '../../ui/preferences.ts';
import { useTheme } from '../../ui/theme.ts';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { useObservable } from '../../ui/use-observable.ts';
import { useTalk } from '../talk/talk.ts';
import './character-view.css';

/** The stage with the character, or a word on why it is not there. */
export function CharacterView() {
  const { t } = useTranslation();
  const { stageHost, session, openSettings, character } = useTalk();
  const { picture: stagePicture, contextLost, problem, changing } = useObservable(stageHost.state);
  const picture = contextLost ? 'lost' : stagePicture;
  const { phase } = useObservable(session.state);
  const { framing, calm } = useObservable(preferencesStore);
  const { name } = useObservable(character);
  const theme = useTheme();
  const reducedMotion = useMediaQuery('(prefers-reduced-motion: reduce)') || calm;
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => (canvas.current === null ? undefined : stageHost.attach(canvas.current)), [stageHost]);
  useEffect(() => stageHost.stage?.setMood(phase), [stageHost, phase]);
  useEffect(() => stageHost.stage?.setTheme(theme), [stageHost, theme]);
  useEffect(() => stageHost.stage?.setFraming(framing), [stageHost, framing]);
  useEffect(() => stageHost.stage?.setReducedMotion(reducedMotion), [stageHost, reducedMotion]);
  useEffect(() => {
    const look = (event: PointerEvent): void => {
      const [x, y] = [(event.clientX / innerWidth) * 2 - 1, 1 - (event.clientY / innerHeight) * 2];
      stageHost.stage?.lookAtPointer(x, y);
    };
    const lookAhead = (): void => stageHost.stage?.lookAtPointer(null, null);
    window.addEventListener('pointermove', look, { passive: true });
    document.documentElement.addEventListener('pointerleave', lookAhead);
    return () => {
      window.removeEventListener('pointermove', look);
      document.documentElement.removeEventListener('pointerleave', lookAhead);
    };
  }, [stageHost]);

  return (
    <main className="stage" data-picture={picture} aria-busy={picture === 'loading' || changing}>
      <span className="stage-glow" aria-hidden="true" />
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('character.picture', { name })}
        onPointerDown={blurField}
      />
      {picture === 'loading' && (
        <p className="stage-note" role="status">
          <span className="pulse" aria-hidden="true" />
          {t('character.arriving', { name })}
        </p>
      )}
      {picture === 'lost' && (
        <p className="stage-note" role="status">
          {t('character.lost')}
        </p>
      )}
      {picture === 'unavailable' && (
        <div className="stage-card" role="alert">
          <MonitorX aria-hidden="true" />
          <h2>{t('character.noWebGlTitle')}</h2>
          <p>{t('character.noWebGlText', { name })}</p>
        </div>
      )}
      {picture === 'empty' && (
        <div className="stage-card" role="alert">
          <ImageOff aria-hidden="true" />
          <h2>{t('character.notThereTitle', { name })}</h2>
          <p>{problem}</p>
          <div className="row">
            <Button look="primary" onClick={() => void stageHost.loadCurrent()}>
              <RotateCw aria-hidden="true" />
              {t('tryAgain')}
            </Button>
            {openSettings !== null && (
              <Button onClick={() => openSettings('character')}>{t('character.chooseAnother')}</Button>
            )}
          </div>
        </div>
      )}
      {changing && picture === 'ready' && (
        <p className="stage-note stage-note-top" role="status">
          <span className="pulse" aria-hidden="true" />
          {t('character.changing')}
        </p>
      )}
    </main>
  );
}

/** A tap on the character puts a phone's keyboard away. */
function blurField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
