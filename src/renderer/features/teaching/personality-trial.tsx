import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Personality } from '../../api/teaching-shapes.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCompanion } from '../app/companion-context.ts';
import { useAttempt } from './use-attempt.ts';
import type { ViewProps } from './view-props.ts';

interface PersonalityTrialProps extends ViewProps {
  personalities: readonly Personality[];
}

/** Says the same thing to two personalities and shows their answers beside each other; nothing of it is kept. */
export function PersonalityTrial({ characterId, name, personalities }: PersonalityTrialProps) {
  const { t } = useTranslation();
  const { teaching } = useCompanion().api;
  const { refusal, busy, attempt } = useAttempt();
  const [message, setMessage] = useState('');
  const [chosen, setChosen] = useState<[string, string]>(['', personalities[0]?.id ?? '']);
  const [answers, setAnswers] = useState<readonly (string | null)[]>([null, null]);
  const ask = async (): Promise<void> => {
    setAnswers([null, null]);
    const next: (string | null)[] = [null, null];
    // One after the other: together they would only be slower.
    for (const [at, id] of chosen.entries()) {
      next[at] = await teaching.tryPersonality(characterId, id === '' ? null : id, message.trim());
      setAnswers([...next]);
    }
  };
  return (
    <section className="trial">
      <h4>{t('teaching.trial.title')}</h4>
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(ask);
        }}
      >
        <TextField
          label={t('teaching.trial.message')}
          value={message}
          maxLength={1_000}
          onChange={setMessage}
        />
        <div className="trial-sides">
          {chosen.map((id, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: there are two sides, and they stay where they are
            <div key={at} className="trial-side">
              <label className="field">
                <span>{t(at === 0 ? 'teaching.trial.first' : 'teaching.trial.second')}</span>
                <select
                  value={id}
                  onChange={(event) => {
                    const { value } = event.target;
                    setChosen(at === 0 ? [value, chosen[1]] : [chosen[0], value]);
                  }}
                >
                  <option value="">{t('teaching.trial.none', { name })}</option>
                  {personalities.map((personality) => (
                    <option key={personality.id} value={personality.id}>
                      {personality.name}
                    </option>
                  ))}
                </select>
              </label>
              <p className="trial-answer" aria-live="polite" data-waiting={busy && answers[at] === null}>
                {answers[at] ?? (busy ? t('teaching.trial.thinking') : '')}
              </p>
            </div>
          ))}
        </div>
        <Button type="submit" disabled={busy || message.trim() === ''}>
          {t('teaching.trial.ask')}
        </Button>
      </form>
      {refusal !== null && (
        <p className="field-problem" role="alert">
          {refusal}
        </p>
      )}
    </section>
  );
}
