import { useEffect } from 'react';
import { useCompanion } from './companion-context.ts';

/**
 * With `?test` in its address the page offers `window.__tomo = { stage, player, session }` to the browser tests,
 * which watch the mouth and listen to the sound through it. Without `?test` there is nothing.
 */
export function useTestHandle(): void {
  const companion = useCompanion();
  useEffect(() => {
    if (!new URLSearchParams(location.search).has('test')) return;
    const { player, session, stageHost } = companion;
    Object.assign(window, { __tomo: { stage: stageHost.stage, player, session } });
  }, [companion]);
}
