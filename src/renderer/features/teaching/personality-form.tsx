import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Personality, PersonalityDraft } from '../../api/teaching-shapes.ts';
import { Button } from '../../ui/button.tsx';
import { Slider } from '../../ui/slider.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface PersonalityFormProps {
  /** Null for a new one. */
  personality: Personality | null;
  onSave(draft: PersonalityDraft): Promise<void>;
  onCancel(): void;
}

/** What a new one begins with, so that nobody faces an empty page. */
const FIRST_TRAITS = [
  { name: 'warm', strength: 0.7 },
  { name: 'playful', strength: 0.5 },
];

export function PersonalityForm({ personality, onSave, onCancel }: PersonalityFormProps) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState(personality?.name ?? '');
  const [tone, setTone] = useState(personality?.tone ?? '');
  const [traits, setTraits] = useState(personality?.traits ?? FIRST_TRAITS);
  const [trait, setTrait] = useState('');
  const [dos, setDos] = useState(personality?.dos.join('\n') ?? '');
  const [donts, setDonts] = useState(personality?.donts.join('\n') ?? '');
  const [prefer, setPrefer] = useState(personality?.vocabulary.prefer.join(', ') ?? '');
  const [avoid, setAvoid] = useState(personality?.vocabulary.avoid.join(', ') ?? '');
  const isNew = trait.trim() !== '' && traits.every((known) => known.name !== trait.trim());
  const addTrait = (): void => {
    setTraits([...traits, { name: trait.trim(), strength: 0.7 }]);
    setTrait('');
  };
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave({
          name: name.trim(),
          description: personality?.description ?? '',
          tone: tone.trim(),
          traits,
          vocabulary: { prefer: parts(prefer, ','), avoid: parts(avoid, ',') },
          dos: parts(dos, '\n'),
          donts: parts(donts, '\n'),
        });
      }}
    >
      <TextField label={t('teaching.form.name')} value={name} maxLength={100} required onChange={setName} />
      <TextField
        label={t('teaching.form.tone')}
        note={t('teaching.form.toneNote')}
        value={tone}
        maxLength={200}
        onChange={setTone}
      />
      <fieldset className="traits">
        <legend>{t('teaching.form.traits')}</legend>
        {traits.map(({ name: which, strength }) => (
          <div key={which} className="trait">
            <span>{which}</span>
            <Slider
              label={t('teaching.form.strength', { trait: which })}
              value={strength}
              min={0}
              max={1}
              step={0.05}
              valueText={strength.toLocaleString(i18n.language, { style: 'percent' })}
              onChange={(value) =>
                setTraits(
                  traits.map((known) => (known.name === which ? { name: which, strength: value } : known)),
                )
              }
            />
            <Button
              look="plain"
              aria-label={t('teaching.form.removeTrait', { trait: which })}
              onClick={() => setTraits(traits.filter((known) => known.name !== which))}
            >
              <X aria-hidden="true" />
            </Button>
          </div>
        ))}
        <div className="trait-new">
          <TextField label={t('teaching.form.newTrait')} value={trait} maxLength={60} onChange={setTrait} />
          <Button disabled={!isNew} onClick={addTrait}>
            <Plus aria-hidden="true" />
            {t('teaching.form.addTrait')}
          </Button>
        </div>
      </fieldset>
      <Lines
        label={t('teaching.form.dos')}
        note={t('teaching.form.linesNote')}
        value={dos}
        onChange={setDos}
      />
      <Lines label={t('teaching.form.donts')} value={donts} onChange={setDonts} />
      <TextField
        label={t('teaching.form.prefer')}
        note={t('teaching.form.wordsNote')}
        value={prefer}
        maxLength={1_000}
        onChange={setPrefer}
      />
      <TextField label={t('teaching.form.avoid')} value={avoid} maxLength={1_000} onChange={setAvoid} />
      <div className="row">
        <Button type="submit" look="primary" disabled={name.trim() === ''}>
          {t('teaching.form.save')}
        </Button>
        <Button look="plain" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

interface LinesProps {
  label: string;
  note?: string;
  value: string;
  onChange(value: string): void;
}

function Lines({ label, note, value, onChange }: LinesProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <textarea value={value} rows={3} maxLength={4_000} onChange={(event) => onChange(event.target.value)} />
      {note !== undefined && <span className="field-note">{note}</span>}
    </label>
  );
}

function parts(text: string, between: string): string[] {
  return text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
