import { Check, Cpu, Plus, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { pickFile } from '../../ui/pick-file.ts';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import { ModelNow } from './model-now.tsx';
import { RemoteModelForm } from './remote-model-form.tsx';
import './models-page.css';

export function ModelsPage() {
  const { t, i18n } = useTranslation();
  const { models, character, me } = useCompanion();
  const { settings, files, upload, problem } = useObservable(models.state);
  const { name } = useObservable(character);
  useEffect(() => {
    void models.refresh();
    void models.refreshStatus();
  }, [models]);
  if (me.role !== 'owner') {
    return (
      <>
        <h3>{t('models.title')}</h3>
        <p className="settings-intro">{t('models.ownerOnly')}</p>
        <ModelNow />
      </>
    );
  }
  const chosen = settings?.model;
  const isChosen = (id: string, starter: boolean): boolean =>
    starter ? chosen?.provider === 'starter' : chosen?.provider === 'file' && chosen.id === id;
  return (
    <>
      <h3>{t('models.title')}</h3>
      <p className="settings-intro">{t('models.intro', { name })}</p>
      <ModelNow />
      {problem !== null && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <section>
        <h4>{t('models.choose')}</h4>
        {files.length === 0 && <p className="field-note">{t('models.none')}</p>}
        <ul className="choices">
          {files.map((file) => (
            <li key={file.id}>
              <button
                type="button"
                className="choice"
                aria-pressed={isChosen(file.id, file.starter)}
                onClick={() =>
                  void models.choose(
                    file.starter ? { provider: 'starter' } : { provider: 'file', id: file.id },
                  )
                }
              >
                <Cpu aria-hidden="true" />
                <span>
                  <strong>{file.name}</strong>
                  <small>
                    {formatBytes(file.byte_count, i18n.language)}
                    {file.starter && ` · ${t('models.starter')}`}
                  </small>
                </span>
                {isChosen(file.id, file.starter) && <Check className="choice-check" aria-hidden="true" />}
              </button>
            </li>
          ))}
        </ul>
        {upload === null ? (
          <Button onClick={() => pickFile('.gguf', (file) => void models.addFile(file))}>
            <Plus aria-hidden="true" />
            {t('models.add')}
          </Button>
        ) : (
          <div className="upload">
            <label>
              <span>
                {t(upload.share < 1 ? 'models.uploading' : 'models.checking', { name: upload.name })}
              </span>
              <progress value={upload.share < 1 ? upload.share : undefined} max={1} />
            </label>
            <IconButton icon={X} label={t('models.cancel')} onClick={() => models.cancelUpload()} />
          </div>
        )}
        <p className="field-note">{t('models.addNote')}</p>
      </section>
      {settings !== null && <RemoteModelForm chosen={settings.model} />}
    </>
  );
}
