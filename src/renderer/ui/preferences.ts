import { z } from 'zod';
import { Observable } from './observable.ts';

const preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  framing: z.enum(['auto', 'bust', 'full']).catch('auto'),
  captions: z.boolean().catch(true),
  calm: z.boolean().catch(false),
  muted: z.boolean().catch(false),
  volume: z.number().min(0).max(1).catch(0.9),
  chatOpen: z.boolean().catch(true),
});
/** How this browser shows Tomo; kept here and not on the server, as each screen may want something else. */
export type Preferences = z.infer<typeof preferences>;

const STORED = 'tomo-preferences';

function stored(): unknown {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? '{}');
  } catch {
    return {};
  }
}

export const preferencesStore = new Observable<Preferences>(preferences.parse(stored() ?? {}));

export function changePreferences(changes: Partial<Preferences>): void {
  preferencesStore.set({ ...preferencesStore.value, ...changes });
  try {
    localStorage.setItem(STORED, JSON.stringify(preferencesStore.value));
  } catch {
    // A browser that keeps nothing still shows the change now.
  }
}
