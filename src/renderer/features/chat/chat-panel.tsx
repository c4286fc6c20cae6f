import { ChevronDown, ChevronUp, PanelRightClose, SquarePen } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
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
}

/** The conversation: a panel beside the character, or a sheet over it. Closed, only the message field stays. */
export function ChatPanel({ panel, banners }: ChatPanelProps) {
  const { t } = useTranslation();
  const { session, startConversation } = useTalk();
  const { chatOpen } = useObservable(preferencesStore);
  const { entries } = useObservable(session.state);
  const narrow = useMediaQuery(NARROW);
  const closedIcon = chatOpen ? ChevronDown : ChevronUp;
  return (
    <section className="chat" ref={panel} data-open={chatOpen} aria-label={t('chat.title')}>
      {(chatOpen || narrow) && (
        <header className="chat-head">
          {chatOpen && <h2>{t('chat.title')}</h2>}
          {chatOpen && startConversation !== null && (
            <IconButton
              icon={SquarePen}
              label={t('chat.new')}
              disabled={entries.length === 0}
              onClick={() => void startConversation()}
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
      {chatOpen && <MessageList />}
      {banners}
      <Composer />
      <AnswerAnnouncer />
    </section>
  );
}
