import { useTranslation } from 'react-i18next';
import { useObservable } from '../../ui/use-observable.ts';
import { useTalk } from '../talk/talk.ts';
import './phase-pill.css';

/** What the character is doing now, in a word. @param resting while it does nothing */
export function PhasePill({ resting }: { resting: 'ready' | 'loading' | 'failed' }) {
  const { t } = useTranslation();
  const { session } = useTalk();
  const { phase, connection } = useObservable(session.state);
  const shown = connection === 'lost' ? 'away' : phase === 'idle' ? resting : phase;
  return (
    <span className="phase" data-phase={shown}>
      <span className="phase-mark" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {t(`phase.${shown}`)}
    </span>
  );
}
