import { ArrowDown } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useObservable } from '../../ui/use-observable.ts';
import { useTalk } from '../talk/talk.ts';
import { EmptyConversation } from './empty-conversation.tsx';
import { MessageItem } from './message-item.tsx';
import './message-list.css';

const NEAR_END_PX = 60;

/** The bubbles. Stays at the end while the person is there, and leaves them alone where they scrolled up. */
export function MessageList() {
  const { t } = useTranslation();
  const { session, character } = useTalk();
  const { entries, phase } = useObservable(session.state);
  const { name } = useObservable(character);
  const box = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const last = entries.at(-1);
  const waiting = phase === 'thinking' && last?.role !== 'assistant';

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changes the height
  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null && atEnd) element.scrollTop = element.scrollHeight;
  }, [entries, waiting, atEnd]);
  const lastUserKey = entries.findLast((entry) => entry.role === 'user')?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one's own message is always shown
  useLayoutEffect(() => setAtEnd(true), [lastUserKey]);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (element.dataset.atEnd === 'true') element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onScroll = (): void => {
    const element = box.current;
    if (element !== null)
      setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX);
  };
  if (entries.length === 0) return <EmptyConversation />;
  return (
    <div className="messages-frame">
      <div className="messages" ref={box} onScroll={onScroll} data-at-end={atEnd}>
        <ol aria-label={t('chat.messages')}>
          {entries.map((entry) => (
            <MessageItem key={entry.key} entry={entry} name={name} />
          ))}
          {waiting && (
            <li className="message message-assistant">
              <span className="dots" role="img" aria-label={t('phase.thinking')}>
                <i />
                <i />
                <i />
              </span>
            </li>
          )}
        </ol>
      </div>
      {!atEnd && (
        <button type="button" className="to-end" onClick={() => setAtEnd(true)}>
          <ArrowDown aria-hidden="true" />
          {t('chat.toEnd')}
        </button>
      )}
    </div>
  );
}
