import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Applied } from '../../api/teaching-shapes.ts';
import { Button } from '../../ui/button.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useCompanion } from '../app/companion-context.ts';
import { OpenQuestion } from './open-question.tsx';
import { useAttempt } from './use-attempt.ts';
import type { ViewProps } from './view-props.ts';

/** What was answered badly or not at all: to answer, to leave, and to take into use. */
export function OpenQuestions({ characterId, name }: ViewProps) {
  const { t } = useTranslation();
  const { growth } = useCompanion().api;
  const load = useCallback(() => growth.openItems(characterId), [growth, characterId]);
  const { value, problem, reload } = useLoaded(load);
  const { refusal, busy, attempt } = useAttempt();
  const [found, setFound] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<Applied | null>(null);
  const change = async (work: () => Promise<unknown>): Promise<void> => {
    setFound(null);
    setOutcome(null);
    await attempt(work);
    await reload();
  };
  const approved = value?.filter(({ status }) => status === 'approved') ?? [];
  const pending = value?.filter(({ status }) => status === 'pending') ?? [];
  return (
    <>
      <p className="settings-intro">{t('teaching.questions.intro', { name })}</p>
      <Button
        disabled={busy}
        onClick={() => void change(async () => setFound(await growth.look(characterId)))}
      >
        {t('teaching.questions.look')}
      </Button>
      {found !== null && <p role="status">{t('teaching.questions.found', { count: found })}</p>}
      {(refusal ?? problem) !== null && (
        <p className="field-problem" role="alert">
          {refusal ?? problem}
        </p>
      )}
      {value?.length === 0 && <p className="teaching-none">{t('teaching.questions.none')}</p>}
      <ul className="teaching-list">
        {pending.map((item) => (
          <OpenQuestion
            key={item.id}
            item={item}
            name={name}
            onAnswer={(answer) => change(() => growth.decide(item.id, 'approved', answer))}
            onLeave={() => change(() => growth.decide(item.id, 'rejected'))}
          />
        ))}
      </ul>
      {approved.length > 0 && (
        <section>
          <h4>{t('teaching.questions.ready')}</h4>
          <ul className="teaching-list">
            {approved.map(({ id, question, proposedAnswer }) => (
              <li key={id} className="teaching-item">
                <div>
                  <strong>{question}</strong>
                  <span>{proposedAnswer}</span>
                </div>
                <Button look="plain" onClick={() => void change(() => growth.decide(id, 'pending'))}>
                  {t('teaching.questions.back')}
                </Button>
              </li>
            ))}
          </ul>
          <Button
            look="primary"
            disabled={busy}
            onClick={() => void change(async () => setOutcome(await growth.apply(characterId)))}
          >
            {t('teaching.questions.apply', { count: approved.length })}
          </Button>
        </section>
      )}
      {outcome !== null && (
        <p role="status">
          {t('teaching.questions.applied', { count: outcome.applied.length, name })}{' '}
          {outcome.effect !== null &&
            t('teaching.questions.effect', {
              count: outcome.effect.asked,
              before: outcome.effect.answeredBefore,
              after: outcome.effect.answeredAfter,
            })}
        </p>
      )}
    </>
  );
}
