import { useEffect } from 'react';
import { useTalk } from '../talk/talk.ts';

/**
 * With `?test` in its address the page offers `window.__tomo = { stage, player, session }` to the browser tests,
 * which watch the mouth and listen to the sound through it. Without `?test` there is nothing.
 */
export function useTestHandle(): void {
  const talk = useTalk();
  useEffect(() => {
    if (!new URLSearchParams(location.search).has('test')) return;
    const { player, session, stageHost } = talk;
    Object.assign(window, { __tomo: { stage: stageHost.stage, player, session } });
  }, [talk]);
}
