import { useEffect } from 'react';
import { useTalk } from '../talk/talk.ts';

/** The element that `/` brings the keyboard to. */
export const COMPOSER_ID = 'composer';

/** Escape stops the character; `/` goes to the message field. */
export function useShortcuts(): void {
  const { session } = useTalk();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (document.querySelector('dialog[open]') !== null || event.isComposing) return;
      if (event.key === 'Escape') session.interrupt();
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select')) return;
      event.preventDefault();
      document.getElementById(COMPOSER_ID)?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [session]);
}
