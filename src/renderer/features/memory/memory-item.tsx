import { MessagesSquare, Pencil, Pin, PinOff, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemoryBody } from '../../../shared/api/memories.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCompanion } from '../app/companion-context.ts';

interface MemoryItemProps {
  memory: MemoryBody;
  /** Does something with it, says what went wrong, and shows the list anew. */
  attempt(work: () => Promise<unknown>): Promise<void>;
}

export function MemoryItem({ memory, attempt }: MemoryItemProps) {
  const { t, i18n } = useTranslation();
  const { api, session, settingsPage } = useCompanion();
  const [content, setContent] = useState<string | null>(null);
  const { id, told, pinned, valid_to: end, source_conversation_id: source } = memory;
  const day = (time: string) => new Date(time).toLocaleDateString(i18n.language);
  const openSource = async (conversationId: string): Promise<void> => {
    await session.open(() => api.conversation(conversationId));
    settingsPage.set(null);
  };
  if (content !== null) {
    return (
      <li>
        <form
          className="memory-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (content.trim() === '') return;
            setContent(null);
            void attempt(() => api.memory.change(id, { content: content.trim() }));
          }}
        >
          <TextField label={t('memory.correct')} value={content} maxLength={1_000} onChange={setContent} />
          <div className="row">
            <Button type="submit" look="primary" disabled={content.trim() === ''}>
              {t('memory.save')}
            </Button>
            <Button look="plain" onClick={() => setContent(null)}>
              {t('cancel')}
            </Button>
          </div>
        </form>
      </li>
    );
  }
  return (
    <li className="memory-item" data-past={end !== null}>
      <div>
        <strong>{told}</strong>
        <small>
          {[
            t(`memory.kind.${memory.kind}`),
            end === null
              ? t('memory.since', { day: day(memory.valid_from) })
              : t('memory.until', { day: day(end) }),
            pinned ? t('memory.isPinned') : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </div>
      {source !== null && (
        <Act
          label={t('memory.source', { what: told })}
          onClick={() => void attempt(() => openSource(source))}
        >
          <MessagesSquare aria-hidden="true" />
        </Act>
      )}
      <Act
        label={t(pinned ? 'memory.unpin' : 'memory.pin', { what: told })}
        onClick={() => void attempt(() => api.memory.change(id, { pinned: !pinned }))}
      >
        {pinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />}
      </Act>
      <Act label={t('memory.edit', { what: told })} onClick={() => setContent(memory.content)}>
        <Pencil aria-hidden="true" />
      </Act>
      <ConfirmButton
        question={t('memory.forgetSure')}
        label={t('memory.forget', { what: told })}
        onConfirm={() => void attempt(() => api.memory.forget(id))}
      >
        <Trash2 aria-hidden="true" />
      </ConfirmButton>
    </li>
  );
}

function Act({ label, onClick, children }: { label: string; onClick(): void; children: ReactNode }) {
  return (
    <Button look="plain" aria-label={label} title={label} onClick={onClick}>
      {children}
    </Button>
  );
}
