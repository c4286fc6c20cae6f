import { useState } from 'react';
import { reasonOf } from '../../api/reason-of.ts';

interface Attempts {
  /** Why the last one failed. */
  refusal: string | null;
  /** Whether one is under way. */
  busy: boolean;
  /** Does something, and keeps why it failed. @returns whether it worked */
  attempt(work: () => Promise<unknown>): Promise<boolean>;
}

/** Tries what may be refused, and says why it was. */
export function useAttempt(): Attempts {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setRefusal(null);
    setBusy(true);
    try {
      await work();
      return true;
    } catch (error) {
      setRefusal(reasonOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { refusal, busy, attempt };
}
