import { BookOpen, CircleAlert, RotateCw } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CitationBody } from '../../../shared/citation.ts';
import { Button } from '../../ui/button.tsx';
import { useTalk } from '../talk/talk.ts';
import type { ChatEntry, ChatFailure } from './chat-entry.ts';
import './message-item.css';

/** The server's codes that have a friendlier sentence here; its own sentence stands for the others. */
const TEXTS = {
  model_missing: 'failure.modelMissing',
  model_invalid: 'failure.modelInvalid',
  out_of_memory: 'failure.outOfMemory',
  remote_failed: 'failure.remoteFailed',
  engine_crashed: 'failure.engineCrashed',
  unreachable: 'failure.unreachable',
  storage_full: 'failure.storageFull',
  payload_too_large: 'failure.tooLarge',
} as const;
const HELPED_BY_MODELS = ['model_missing', 'model_invalid', 'out_of_memory', 'remote_failed'];

interface MessageItemProps {
  entry: ChatEntry;
  /** The character's. */
  name: string;
}

export const MessageItem = memo(function MessageItem({ entry, name }: MessageItemProps) {
  const { t } = useTranslation();
  const { role, text, state, failure } = entry;
  return (
    <li className={`message message-${role}`} data-state={state}>
      <span className="visually-hidden">{role === 'user' ? t('chat.you') : name}: </span>
      {text !== '' && <p className="bubble">{text}</p>}
      {entry.citations !== undefined && entry.citations.length > 0 && <Sources citations={entry.citations} />}
      {state === 'interrupted' && <span className="message-mark">{t('chat.interrupted')}</span>}
      {failure !== undefined && <Failure entry={entry} failure={failure} name={name} />}
    </li>
  );
});

/** What the answer was taken from; opens at its place. */
function Sources({ citations }: { citations: readonly CitationBody[] }) {
  const { t } = useTranslation();
  const { readSource } = useTalk();
  return (
    <ul className="message-sources" aria-label={t('chat.sources')}>
      {citations.map((citation) => (
        <li key={`${citation.document_id} ${citation.position}`}>
          <button
            type="button"
            title={citation.quote}
            disabled={readSource === null}
            onClick={() => readSource?.(citation)}
          >
            <BookOpen aria-hidden="true" />
            {citation.filename}
            {citation.page !== null && `, ${t('documents.page', { page: citation.page })}`}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Failure({ entry, failure, name }: MessageItemProps & { failure: ChatFailure }) {
  const { t } = useTranslation();
  const { session, openSettings } = useTalk();
  const known = failure.code in TEXTS ? TEXTS[failure.code as keyof typeof TEXTS] : null;
  const text = known === null ? failure.message || t('failure.unknown', { name }) : t(known, { name });
  return (
    <div className="failure" role="alert">
      <p>
        <CircleAlert aria-hidden="true" />
        {text}
      </p>
      <div className="row">
        <Button onClick={() => void session.retry(entry.key)}>
          <RotateCw aria-hidden="true" />
          {t('tryAgain')}
        </Button>
        {openSettings !== null && HELPED_BY_MODELS.includes(failure.code) && (
          <Button look="plain" onClick={() => openSettings('models')}>
            {t('models.open')}
          </Button>
        )}
      </div>
    </div>
  );
}
