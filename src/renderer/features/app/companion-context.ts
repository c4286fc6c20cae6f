import { createContext, useContext } from 'react';
import type { Companion } from './companion.ts';

export const CompanionContext = createContext<Companion | null>(null);

export function useCompanion(): Companion {
  const companion = useContext(CompanionContext);
  if (companion === null) throw new Error('useCompanion needs a CompanionContext');
  return companion;
}
