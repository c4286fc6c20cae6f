import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { changePreferences, preferencesStore } from '../../ui/preferences.ts';
import { Switch } from '../../ui/switch.tsx';
import { useObservable } from '../../ui/use-observable.ts';
import './appearance-page.css';

export function AppearancePage() {
  const { t } = useTranslation();
  const { theme, framing, captions, calm } = useObservable(preferencesStore);
  return (
    <>
      <h3>{t('appearance.title')}</h3>
      <Options
        legend={t('appearance.theme')}
        value={theme}
        options={[
          ['system', t('appearance.system')],
          ['light', t('appearance.light')],
          ['dark', t('appearance.dark')],
        ]}
        onChange={(value) => changePreferences({ theme: value })}
      />
      <Options
        legend={t('appearance.framing')}
        value={framing}
        options={[
          ['auto', t('appearance.auto')],
          ['bust', t('appearance.bust')],
          ['full', t('appearance.full')],
        ]}
        onChange={(value) => changePreferences({ framing: value })}
      />
      <Switch
        label={t('appearance.captions')}
        note={t('appearance.captionsNote')}
        checked={captions}
        onChange={(checked) => changePreferences({ captions: checked })}
      />
      <Switch
        label={t('appearance.calm')}
        note={t('appearance.calmNote')}
        checked={calm}
        onChange={(checked) => changePreferences({ calm: checked })}
      />
    </>
  );
}

interface OptionsProps<Value extends string> {
  legend: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange(value: Value): void;
}

function Options<Value extends string>({ legend, value, options, onChange }: OptionsProps<Value>) {
  const name = useId();
  return (
    <fieldset className="options">
      <legend>{legend}</legend>
      <div>
        {options.map(([option, label]) => (
          <label key={option}>
            <input
              type="radio"
              name={name}
              className="visually-hidden"
              checked={option === value}
              onChange={() => onChange(option)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
