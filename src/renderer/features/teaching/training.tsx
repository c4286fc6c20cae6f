import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useCompanion } from '../app/companion-context.ts';
import { TrainingReport } from './training-report.tsx';
import { useAttempt } from './use-attempt.ts';

interface TrainingProps {
  characterId: string;
  name: string;
  datasetId: string;
  /** Examples that there are now. */
  count: number;
}

/** How soon the next look follows: few examples are learned in a second, and accounts have a limit of requests. */
const LOOK_AGAIN_MS = [300, 600, 1_200, 3_000, 6_000];

/** Starts to learn from the examples, shows how far that is, and what came of it. */
export function Training({ characterId, name, datasetId, count }: TrainingProps) {
  const { t } = useTranslation();
  const { teaching } = useCompanion().api;
  const load = useCallback(() => teaching.newestTraining(characterId), [teaching, characterId]);
  const { value, problem, reload } = useLoaded(load);
  const { refusal, busy, attempt } = useAttempt();
  const [looks, setLooks] = useState(0);
  const isRunning = value?.status === 'queued' || value?.status === 'running';
  useEffect(() => {
    if (!isRunning) return;
    const timer = setTimeout(
      () => void reload().then(() => setLooks(looks + 1)),
      LOOK_AGAIN_MS[Math.min(looks, LOOK_AGAIN_MS.length - 1)],
    );
    return () => clearTimeout(timer);
  }, [isRunning, looks, reload]);
  const begin = async (): Promise<void> => {
    setLooks(0);
    await attempt(() => teaching.train(characterId, datasetId));
    await reload();
  };
  const trouble = refusal ?? problem ?? (value?.status === 'failed' ? value.error : null);
  return (
    <section className="training">
      <div className="row">
        <Button look="primary" disabled={isRunning || busy} onClick={() => void begin()}>
          {t(value === null ? 'teaching.training.begin' : 'teaching.training.again', { count })}
        </Button>
        {isRunning && (
          <Button
            look="plain"
            onClick={() => void attempt(() => teaching.cancelTraining(value.id)).then(reload)}
          >
            {t('cancel')}
          </Button>
        )}
      </div>
      {isRunning && (
        <label className="training-progress">
          {t(value.status === 'queued' ? 'teaching.training.waiting' : 'teaching.training.running', { name })}
          <progress value={value.progress} max={1} />
        </label>
      )}
      {trouble !== null && (
        <p className="field-problem" role="alert">
          {trouble}
        </p>
      )}
      {value?.status === 'completed' && value.metrics !== null && (
        <TrainingReport figures={value.metrics} name={name} />
      )}
    </section>
  );
}
