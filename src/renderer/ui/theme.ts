import { preferencesStore } from './preferences.ts';
import { useMediaQuery } from './use-media-query.ts';
import { useObservable } from './use-observable.ts';

const DARK = '(prefers-color-scheme: dark)';

/** Writes the chosen theme where the styles look for it, now and whenever it changes. */
export function applyTheme(): void {
  const apply = (): void => {
    const { theme } = preferencesStore.value;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  apply();
  preferencesStore.subscribe(apply);
}

/** The theme that is seen: the chosen one, or the system's. */
export function useTheme(): 'light' | 'dark' {
  const { theme } = useObservable(preferencesStore);
  const systemIsDark = useMediaQuery(DARK);
  if (theme !== 'system') return theme;
  return systemIsDark ? 'dark' : 'light';
}
