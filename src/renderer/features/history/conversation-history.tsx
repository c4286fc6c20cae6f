import { MessagesSquare, Trash2 } from 'lucide-react';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationItemBody } from '../../../shared/api/conversations.ts';
import { reasonOf } from '../../api/reason-of.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import './conversation-history.css';

interface Shown {
  conversations: readonly ConversationItemBody[];
  pages: number;
  page: number;
}

const NOTHING: Shown = { conversations: [], pages: 1, page: 0 };

/** The earlier conversations with the character: found by what was said, gone on with, deleted. */
export function ConversationHistory({ onChosen }: { onChosen(): void }) {
  const { t } = useTranslation();
  const companion = useCompanion();
  const { api, session, character } = companion;
  const { id: characterId } = useObservable(character);
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const [shown, setShown] = useState<Shown>(NOTHING);
  const [problem, setProblem] = useState<string | null>(null);
  const [version, setVersion] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: after a change the list is asked for again
  useEffect(() => {
    let current = true;
    api.conversations(characterId, 1, wanted).then(
      ({ conversations, pagination }) => {
        if (!current) return;
        setShown({ conversations, pages: pagination.pages, page: 1 });
        setProblem(null);
      },
      (error: unknown) => current && setProblem(reasonOf(error)),
    );
    return () => {
      current = false;
    };
  }, [api, characterId, wanted, version]);

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setProblem(null);
    await work().catch((error: unknown) => setProblem(reasonOf(error)));
  };
  const more = async (): Promise<void> => {
    const next = await api.conversations(characterId, shown.page + 1, wanted);
    setShown({
      conversations: [...shown.conversations, ...next.conversations],
      pages: next.pagination.pages,
      page: shown.page + 1,
    });
  };
  const open = async (id: string): Promise<void> => {
    await session.open(() => api.conversation(id));
    onChosen();
  };
  const remove = async (id: string): Promise<void> => {
    await api.deleteConversation(id);
    if (id === session.conversationId) await session.open(() => api.latestConversation(characterId));
    setVersion(version + 1);
  };
  return (
    <div className="history">
      <SearchField label={t('history.search')} value={search} maxLength={200} onChange={setSearch} />
      {problem !== null && <p className="field-problem">{problem}</p>}
      {shown.page > 0 && shown.conversations.length === 0 && (
        <p className="history-none">{t(wanted === '' ? 'history.none' : 'history.notFound')}</p>
      )}
      <ul>
        {shown.conversations.map((item) => (
          <li key={item.id} className="history-item" data-current={item.id === session.conversationId}>
            <button
              type="button"
              className="history-open"
              aria-current={item.id === session.conversationId}
              onClick={() => void attempt(() => open(item.id))}
            >
              <MessagesSquare aria-hidden="true" />
              <Glance item={item} />
            </button>
            <ConfirmButton
              question={t('history.deleteSure')}
              label={t('history.delete', { title: item.title ?? t('history.untitled') })}
              onConfirm={() => void attempt(() => remove(item.id))}
            >
              <Trash2 aria-hidden="true" />
            </ConfirmButton>
          </li>
        ))}
      </ul>
      {shown.page < shown.pages && <Button onClick={() => void attempt(more)}>{t('history.more')}</Button>}
    </div>
  );
}

function Glance({ item }: { item: ConversationItemBody }) {
  const { t, i18n } = useTranslation();
  const day = new Date(item.updated_at).toLocaleDateString(i18n.language, { day: 'numeric', month: 'short' });
  return (
    <span className="history-glance">
      <strong>{item.title ?? t('history.untitled')}</strong>
      <small>{[day, item.last_message?.content].filter(Boolean).join(' · ')}</small>
    </span>
  );
}
