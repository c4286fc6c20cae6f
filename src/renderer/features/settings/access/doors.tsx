import { Globe, Plus, Trash2 } from 'lucide-react';
import { type SyntheticEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsChanges } from '../../../../shared/api/settings.ts';
import { reasonOf } from '../../../api/reason-of.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useLoaded } from '../../../ui/use-loaded.ts';
import { useCompanion } from '../../app/companion-context.ts';

/** Whether everybody may register, and which other websites may call Tomo; for the owner. */
export function Doors() {
  const { t } = useTranslation();
  const { api } = useCompanion();
  const load = useCallback(() => api.settings(), [api]);
  const { value: settings, problem, reload, expect } = useLoaded(load);
  const [origin, setOrigin] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const change = async (changes: SettingsChanges): Promise<boolean> => {
    setRefusal(null);
    if (settings !== null && changes.registration !== undefined) {
      expect({ ...settings, registration: changes.registration });
    }
    try {
      await api.changeSettings(changes);
      return true;
    } catch (error) {
      setRefusal(reasonOf(error));
      return false;
    } finally {
      await reload();
    }
  };
  const origins = settings?.allowed_origins ?? [];
  const add = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (await change({ allowed_origins: [...origins, origin.trim()] })) setOrigin('');
  };
  const trouble = refusal ?? problem;
  return (
    <section>
      <h4>{t('access.doors')}</h4>
      {trouble !== null && <p className="field-problem">{trouble}</p>}
      <label className="check">
        <input
          type="checkbox"
          checked={settings?.registration === 'open'}
          disabled={settings === null}
          onChange={({ target }) => void change({ registration: target.checked ? 'open' : 'closed' })}
        />
        <span>
          {t('access.registration')}
          <small>{t('access.registrationNote')}</small>
        </span>
      </label>
      <p className="field-note">{t('access.originsNote')}</p>
      <ul className="access-list">
        {origins.map((item) => (
          <li key={item}>
            <Globe aria-hidden="true" />
            <span className="access-facts">{item}</span>
            <IconButton
              icon={Trash2}
              label={t('access.delete', { name: item })}
              onClick={() => void change({ allowed_origins: origins.filter((other) => other !== item) })}
            />
          </li>
        ))}
      </ul>
      <form className="access-add" onSubmit={(event) => void add(event)}>
        <label className="field">
          <span className="visually-hidden">{t('access.origin')}</span>
          <input
            inputMode="url"
            placeholder="https://example.org"
            value={origin}
            onChange={(event) => setOrigin(event.target.value)}
          />
        </label>
        <Button type="submit" disabled={!URL.canParse(origin.trim())}>
          <Plus aria-hidden="true" />
          {t('access.allow')}
        </Button>
      </form>
    </section>
  );
}
