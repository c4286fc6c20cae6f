import { ChevronDown, ChevronUp, History, PanelRightClose, SquarePen } from 'lucide-react';
import { type ReactNode, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { changePreferences, preferencesStore } from '../../ui/preferences.ts';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { useObservable } from '../../ui/use-observable.ts';
import { useTalk } from '../talk/talk.ts';
import { AnswerAnnouncer } from './answer-announcer.tsx';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import './chat-panel.css';

const NARROW = '(max-width: 820px)';

interface ChatPanelProps {
  panel: RefObject<HTMLElement | null>;
  /** What stands over the message field. */
  banners: ReactNode;
  /** The earlier conversations, where there are any to choose from; `close` goes back to the messages. */
  earlier?: (close: () => void) => ReactNode;
}

/** The conversation: a panel beside the character, or a sheet over it. Closed, only the message field stays. */
export function ChatPanel({ panel, banners, earlier }: ChatPanelProps) {
  const { t } = useTranslation();
  const { session, startConversation } = useTalk();
  const { chatOpen } = useObservable(preferencesStore);
  const { entries } = useObservable(session.state);
  const narrow = useMediaQuery(NARROW);
  const [choosing, setChoosing] = useState(false);
  const closedIcon = chatOpen ? ChevronDown : ChevronUp;
  return (
    <section className="chat" ref={panel} data-open={chatOpen} aria-label={t('chat.title')}>
      {(chatOpen || narrow) && (
        <header className="chat-head">
          {chatOpen && <h2>{t(choosing ? 'history.title' : 'chat.title')}</h2>}
          {chatOpen && earlier !== undefined && (
            <IconButton
              icon={History}
              label={t('history.title')}
              aria-pressed={choosing}
              onClick={() => setChoosing(!choosing)}
            />
          )}
          {chatOpen && startConversation !== null && (
            <IconButton
              icon={SquarePen}
              label={t('chat.new')}
              disabled={entries.length === 0}
              onClick={() => {
                setChoosing(false);
                void startConversation();
              }}
            />
          )}
          <IconButton
            className="chat-toggle"
            icon={narrow ? closedIcon : PanelRightClose}
            label={t(chatOpen ? 'chat.hide' : 'chat.show')}
            aria-expanded={chatOpen}
            onClick={() => changePreferences({ chatOpen: !chatOpen })}
          />
        </header>
      )}
      {chatOpen && (choosing && earlier !== undefined ? earlier(() => setChoosing(false)) : <MessageList />)}
      {banners}
      <Composer />
      <AnswerAnnouncer />
    </section>
  );
}
