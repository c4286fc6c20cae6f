const ACTS = ['pointerdown', 'pointerup', 'keydown'] as const;

/**
 * Calls `react` whenever the person clicks, taps or presses a key, which is when browsers let sound begin, until the
 * controller that is returned is aborted.
 */
export function onNextAct(react: () => unknown): AbortController {
  const stop = new AbortController();
  if (typeof document === 'undefined') return stop;
  for (const act of ACTS)
    document.addEventListener(act, () => void react(), { signal: stop.signal, capture: true });
  return stop;
}
