import { Download, Plus } from 'lucide-react';
import { useCallback, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonOf } from '../../api/reason-of.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import { MemoryItem } from './memory-item.tsx';
import { saveFile } from './save-file.ts';
import './memory-page.css';

/** What is remembered of the user: theirs to read, correct, pin and forget. */
export function MemoryPage() {
  const { t } = useTranslation();
  const { api, character } = useCompanion();
  const { name } = useObservable(character);
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const [past, setPast] = useState(false);
  const [pages, setPages] = useState(1);
  const load = useCallback(async () => {
    const loaded = [];
    let total = 0;
    for (let page = 1; page <= pages; page++) {
      const { memories, pagination } = await api.memory.list({ search: wanted, past, page });
      loaded.push(...memories);
      total = pagination.total;
    }
    return { memories: loaded, total };
  }, [api, wanted, past, pages]);
  const { value, problem, reload } = useLoaded(load);
  const isOn = useLoaded(useCallback(() => api.memory.enabled(), [api]));
  const [refusal, setRefusal] = useState<string | null>(null);
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setRefusal(null);
    await work().catch((error: unknown) => setRefusal(reasonOf(error)));
    await reload();
  };
  const enable = async (enabled: boolean): Promise<void> => {
    isOn.expect(enabled);
    await api.memory.enable(enabled).catch((error: unknown) => setRefusal(reasonOf(error)));
    await isOn.reload();
  };
  const save = async (): Promise<void> => {
    const all = await api.memory.export();
    saveFile('tomo-memories.json', JSON.stringify(all, null, 2));
  };
  const trouble = refusal ?? problem ?? isOn.problem;
  return (
    <>
      <h3>{t('memory.title')}</h3>
      <p className="settings-intro">{t('memory.intro', { name })}</p>
      <Switch
        label={t('memory.enabled')}
        note={t('memory.enabledNote')}
        checked={isOn.value ?? true}
        onChange={(enabled) => void enable(enabled)}
      />
      {trouble !== null && (
        <p className="field-problem" role="alert">
          {trouble}
        </p>
      )}
      <SearchField label={t('memory.search')} value={search} maxLength={200} onChange={setSearch} />
      {value?.memories.length === 0 && (
        <p className="memory-none">{t(wanted === '' ? 'memory.none' : 'memory.notFound', { name })}</p>
      )}
      <ul className="memory-list">
        {value?.memories.map((memory) => (
          <MemoryItem key={memory.id} memory={memory} attempt={attempt} />
        ))}
      </ul>
      {value !== null && value.memories.length < value.total && (
        <Button onClick={() => setPages(pages + 1)}>{t('memory.more')}</Button>
      )}
      <NewMemory onMade={(content) => void attempt(() => api.memory.add(content))} />
      <Switch label={t('memory.past')} note={t('memory.pastNote')} checked={past} onChange={setPast} />
      <p className="field-note">{t('memory.forgetNote')}</p>
      <div className="row">
        <Button onClick={() => void attempt(save)}>
          <Download aria-hidden="true" />
          {t('memory.export')}
        </Button>
        <ConfirmButton
          question={t('memory.forgetAllSure')}
          onConfirm={() => void attempt(() => api.memory.forgetAll())}
        >
          {t('memory.forgetAll')}
        </ConfirmButton>
      </div>
    </>
  );
}

function NewMemory({ onMade }: { onMade(content: string): void }) {
  const { t } = useTranslation();
  const [content, setContent] = useState<string | null>(null);
  if (content === null) {
    return (
      <Button look="plain" onClick={() => setContent('')}>
        <Plus aria-hidden="true" />
        {t('memory.add')}
      </Button>
    );
  }
  return (
    <form
      className="memory-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (content.trim() === '') return;
        setContent(null);
        onMade(content.trim());
      }}
    >
      <TextField
        label={t('memory.what')}
        note={t('memory.whatNote')}
        value={content}
        maxLength={1_000}
        onChange={setContent}
      />
      <div className="row">
        <Button type="submit" look="primary" disabled={content.trim() === ''}>
          {t('memory.remember')}
        </Button>
        <Button look="plain" onClick={() => setContent(null)}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
