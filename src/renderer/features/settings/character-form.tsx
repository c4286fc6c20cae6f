import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonOf } from '../../api/reason-of.ts';
import { Button } from '../../ui/button.tsx';
import { Slider } from '../../ui/slider.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import './character-page.css';

type Outcome = { saved: boolean; reason: string } | null;

/** Name, personality and voice of the character that is talked to. */
export function CharacterForm() {
  const { t } = useTranslation();
  const { api, character } = useCompanion();
  const { id, name, system_prompt: systemPrompt, voice_config: voice } = useObservable(character);
  const [draft, setDraft] = useState({ name, systemPrompt, speed: voice.speed, pitch: voice.pitch });
  const [outcome, setOutcome] = useState<Outcome>(null);
  const change = (changes: Partial<typeof draft>): void => {
    setDraft({ ...draft, ...changes });
    setOutcome(null);
  };
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    try {
      const { speed, pitch } = draft;
      const changes = {
        name: draft.name.trim(),
        system_prompt: draft.systemPrompt,
        voice_config: { speed, pitch },
      };
      character.set(await api.updateCharacter(id, changes));
      setOutcome({ saved: true, reason: '' });
    } catch (error) {
      setOutcome({ saved: false, reason: reasonOf(error) });
    }
  };
  return (
    <form className="settings-form" onSubmit={(event) => void save(event)}>
      <TextField
        label={t('characterPage.name')}
        value={draft.name}
        maxLength={200}
        onChange={(name) => change({ name })}
      />
      <label className="field">
        <span>{t('characterPage.personality')}</span>
        <textarea
          value={draft.systemPrompt}
          maxLength={20_000}
          rows={5}
          onChange={(event) => change({ systemPrompt: event.target.value })}
        />
        <span className="field-note">{t('characterPage.personalityNote')}</span>
      </label>
      <div className="field">
        <span>{t('characterPage.voice')}</span>
        {(['speed', 'pitch'] as const).map((part) => (
          <div key={part} className="slider-row">
            <span>{t(`characterPage.${part}`)}</span>
            <Slider
              label={t(`characterPage.${part}`)}
              value={draft[part]}
              min={0.5}
              max={2}
              step={0.05}
              valueText={`${draft[part].toFixed(2)} ×`}
              onChange={(value) => change({ [part]: value })}
            />
            <output>{draft[part].toFixed(2)} ×</output>
          </div>
        ))}
      </div>
      <div className="row settings-save">
        <Button look="primary" type="submit" disabled={draft.name.trim() === ''}>
          {t('characterPage.save')}
        </Button>
        <p role="status" className={outcome?.saved === false ? 'field-problem' : 'saved'}>
          {outcome?.saved === true && t('characterPage.saved')}
          {outcome?.saved === false && t('characterPage.notSaved', { reason: outcome.reason })}
        </p>
      </div>
    </form>
  );
}
