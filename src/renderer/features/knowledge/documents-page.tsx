import { FolderPlus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { pickFiles } from '../../ui/pick-file.ts';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import { DocumentList } from './document-list.tsx';
import { DocumentReader } from './document-reader.tsx';
import { DocumentSearch } from './document-search.tsx';
import './documents-page.css';

/** What the character knows from documents: add them, see how far they are, search them, read them. */
export function DocumentsPage() {
  const { t } = useTranslation();
  const { library, character } = useCompanion();
  const { bases, base, sending, problem, reading } = useObservable(library.state);
  const { name } = useObservable(character);
  useEffect(() => void library.refresh(), [library]);
  if (reading !== null) return <DocumentReader place={reading} />;
  return (
    <>
      <h3>{t('documents.title')}</h3>
      <p className="settings-intro">{t('documents.intro', { name })}</p>
      <div className="documents-add">
        <Button look="primary" onClick={() => pickFiles((files) => void library.addFiles(files))}>
          {t('documents.add')}
        </Button>
        <p className="field-note">{t('documents.addNote')}</p>
        {sending !== null && (
          <label className="documents-sending">
            {t('documents.sending', { done: sending.done + 1, total: sending.total })}
            <progress value={sending.done} max={sending.total} />
          </label>
        )}
      </div>
      {problem !== null && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      {base !== null && (
        <>
          <Collection />
          {base.document_count > 0 && <DocumentSearch baseId={base.id} />}
          <DocumentList />
        </>
      )}
      {bases !== null && <NewCollection />}
    </>
  );
}

/** Which collection is shown, and whether the character looks things up in it. */
function Collection() {
  const { t } = useTranslation();
  const { library, character } = useCompanion();
  const { bases, base } = useObservable(library.state);
  const { name, knowledge_base_ids: used } = useObservable(character);
  if (base === null || bases === null) return null;
  return (
    <section className="documents-collection">
      <div className="row">
        {bases.length > 1 ? (
          <label className="field">
            <span>{t('documents.collection')}</span>
            <select
              value={base.id}
              onChange={(event) => {
                const next = bases.find(({ id }) => id === event.target.value);
                if (next !== undefined) void library.show(next);
              }}
            >
              {bases.map((other) => (
                <option key={other.id} value={other.id}>
                  {other.name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <h4>{base.name}</h4>
        )}
        <ConfirmButton
          question={t('documents.deleteCollectionSure')}
          label={t('documents.deleteCollection', { name: base.name })}
          onConfirm={() => void library.deleteBase(base.id)}
        >
          <Trash2 aria-hidden="true" />
        </ConfirmButton>
      </div>
      <Switch
        label={t('documents.used', { name })}
        note={t('documents.usedNote')}
        checked={used.includes(base.id)}
        onChange={(checked) => void library.use(base.id, checked)}
      />
    </section>
  );
}

function NewCollection() {
  const { t } = useTranslation();
  const { library } = useCompanion();
  const [name, setName] = useState<string | null>(null);
  if (name === null) {
    return (
      <Button look="plain" onClick={() => setName('')}>
        <FolderPlus aria-hidden="true" />
        {t('documents.newCollection')}
      </Button>
    );
  }
  return (
    <form
      className="documents-new"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        setName(null);
        void library.addBase(name.trim());
      }}
    >
      <TextField label={t('documents.collectionName')} value={name} maxLength={200} onChange={setName} />
      <div className="row">
        <Button type="submit" look="primary" disabled={name.trim() === ''}>
          {t('documents.createCollection')}
        </Button>
        <Button look="plain" onClick={() => setName(null)}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
