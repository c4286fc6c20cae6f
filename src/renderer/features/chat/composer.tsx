import { ArrowUp, Square } from 'lucide-react';
import { type KeyboardEvent, type SyntheticEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useObservable } from '../../ui/use-observable.ts';
import { COMPOSER_ID } from '../app/use-shortcuts.ts';
import { useTalk } from '../talk/talk.ts';
import './composer.css';

const HEIGHT_MAX_PX = 160;

/** Where the person writes. Enter sends, Shift+Enter begins a new line. */
export function Composer() {
  const { t } = useTranslation();
  const { session, character, player, messageCharactersMax } = useTalk();
  const { busy } = useObservable(session.state);
  const { name } = useObservable(character);
  const [draft, setDraft] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const empty = draft.trim() === '';

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, HEIGHT_MAX_PX)}px`;
  }, [draft]);

  const change = (text: string): void => {
    setDraft(text);
    session.setTyping(text.trim() !== '');
  };
  const send = (event?: SyntheticEvent): void => {
    event?.preventDefault();
    if (empty) return;
    // Sending is the person's own act: the moment in which a browser allows sound.
    void player.unlock();
    void session.send(draft);
    change('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) send(event);
  };
  return (
    <form className="composer" onSubmit={send}>
      <textarea
        id={COMPOSER_ID}
        ref={field}
        rows={1}
        value={draft}
        maxLength={messageCharactersMax}
        placeholder={t('chat.placeholder', { name })}
        aria-label={t('chat.placeholder', { name })}
        enterKeyHint="send"
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {busy && empty ? (
        <button
          type="button"
          className="composer-button composer-stop"
          aria-label={t('sound.stop')}
          title={t('sound.stop')}
          onClick={() => session.interrupt()}
        >
          <Square aria-hidden="true" />
        </button>
      ) : (
        <button
          type="submit"
          className="composer-button"
          aria-label={t('chat.send')}
          title={t('chat.send')}
          disabled={empty}
        >
          <ArrowUp aria-hidden="true" />
        </button>
      )}
    </form>
  );
}
