import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Personality } from '../../api/teaching-shapes.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useCompanion } from '../app/companion-context.ts';
import { PersonalityForm } from './personality-form.tsx';
import { PersonalityTrial } from './personality-trial.tsx';
import { useAttempt } from './use-attempt.ts';
import type { ViewProps } from './view-props.ts';

/** The ways in which a character can speak: to edit, to choose, and to try beside each other. */
export function Personalities({ characterId, name }: ViewProps) {
  const { t } = useTranslation();
  const { teaching } = useCompanion().api;
  const load = useCallback(() => teaching.personalities(characterId), [teaching, characterId]);
  const { value, problem, reload } = useLoaded(load);
  const { refusal, attempt } = useAttempt();
  const [edited, setEdited] = useState<Personality | 'new' | null>(null);
  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    const worked = await attempt(work);
    await reload();
    return worked;
  };
  if (edited !== null) {
    const id = edited === 'new' ? null : edited.id;
    return (
      <>
        {refusal !== null && (
          <p className="field-problem" role="alert">
            {refusal}
          </p>
        )}
        <PersonalityForm
          personality={edited === 'new' ? null : edited}
          onCancel={() => setEdited(null)}
          onSave={async (draft) => {
            if (await change(() => teaching.savePersonality(characterId, id, draft))) setEdited(null);
          }}
        />
      </>
    );
  }
  return (
    <>
      <p className="settings-intro">{t('teaching.personalities.intro', { name })}</p>
      {(refusal ?? problem) !== null && (
        <p className="field-problem" role="alert">
          {refusal ?? problem}
        </p>
      )}
      {value?.length === 0 && <p className="teaching-none">{t('teaching.personalities.none', { name })}</p>}
      <ul className="teaching-list">
        {value?.map((personality) => (
          <li key={personality.id} className="teaching-item">
            <div>
              <strong>{personality.name}</strong>
              <span>{inShort(personality)}</span>
            </div>
            {personality.isDefault ? (
              <small className="teaching-intent">{t('teaching.personalities.inUse')}</small>
            ) : (
              <Button onClick={() => void change(() => teaching.choosePersonality(personality.id))}>
                {t('teaching.personalities.use')}
              </Button>
            )}
            <Button
              look="plain"
              aria-label={t('teaching.personalities.editOf', { name: personality.name })}
              onClick={() => setEdited(personality)}
            >
              {t('teaching.personalities.edit')}
            </Button>
            <ConfirmButton
              question={t('teaching.personalities.deleteSure')}
              label={t('teaching.personalities.deleteOf', { name: personality.name })}
              onConfirm={() => void change(() => teaching.removePersonality(personality.id))}
            >
              {t('teaching.personalities.delete')}
            </ConfirmButton>
          </li>
        ))}
      </ul>
      <Button onClick={() => setEdited('new')}>{t('teaching.personalities.add')}</Button>
      {value !== null && value.length > 0 && (
        <PersonalityTrial characterId={characterId} name={name} personalities={value} />
      )}
    </>
  );
}

function inShort({ tone, traits, description }: Personality): string {
  const strong = traits.filter(({ strength }) => strength >= 0.5).map((trait) => trait.name);
  return [tone, strong.join(', '), description].filter((part) => part !== '').join(' · ');
}
