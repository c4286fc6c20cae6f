import { ShieldAlert } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsBody } from '../../../shared/api/settings.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCompanion } from '../app/companion-context.ts';
import './remote-model-form.css';

/** Another server to think with. Says plainly what leaves the machine then. */
export function RemoteModelForm({ chosen }: { chosen: SettingsBody['model'] }) {
  const { t } = useTranslation();
  const { models } = useCompanion();
  const remote = chosen.provider === 'openai' ? chosen : null;
  const [open, setOpen] = useState(remote !== null);
  const [baseUrl, setBaseUrl] = useState(remote?.base_url ?? '');
  const [model, setModel] = useState(remote?.model ?? '');
  const [apiKey, setApiKey] = useState('');
  const [busy, setBusy] = useState(false);
  const urlIsBad = baseUrl !== '' && !/^https?:\/\/./i.test(baseUrl);
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const key = apiKey.trim() === '' ? {} : { api_key: apiKey.trim() };
    await models.choose({ provider: 'openai', base_url: baseUrl.trim(), model: model.trim(), ...key });
    setApiKey('');
    setBusy(false);
  };
  return (
    <section>
      <h4>{t('models.server')}</h4>
      <p className="field-note">{t('models.serverNote')}</p>
      {!open && <Button onClick={() => setOpen(true)}>{t('models.setUp')}</Button>}
      {open && (
        <form className="settings-form" onSubmit={(event) => void save(event)}>
          <p className="privacy">
            <ShieldAlert aria-hidden="true" />
            {t('models.serverPrivacy')}
          </p>
          <TextField
            label={t('models.baseUrl')}
            inputMode="url"
            placeholder="http://127.0.0.1:11434/v1"
            value={baseUrl}
            problem={urlIsBad && t('models.badUrl')}
            onChange={setBaseUrl}
          />
          <TextField label={t('models.modelName')} placeholder="llama3.2" value={model} onChange={setModel} />
          <TextField
            label={t('models.apiKey')}
            type="password"
            autoComplete="off"
            note={remote?.has_api_key ? t('models.apiKeyKept') : undefined}
            value={apiKey}
            onChange={setApiKey}
          />
          <Button
            look="primary"
            type="submit"
            disabled={busy || urlIsBad || baseUrl.trim() === '' || model.trim() === ''}
          >
            {t('models.use')}
          </Button>
          {remote !== null && <p className="field-note">{t('models.using')}</p>}
        </form>
      )}
    </section>
  );
}
