import { useTranslation } from 'react-i18next';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import './phase-pill.css';

/** What the character is doing now, in a word. */
export function PhasePill() {
  const { t } = useTranslation();
  const { session, models } = useCompanion();
  const { phase, connection } = useObservable(session.state);
  const { status } = useObservable(models.state);
  const shown = connection === 'lost' ? 'away' : phase === 'idle' ? (status?.model.state ?? 'ready') : phase;
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
