import { useCallback, useEffect, useState } from 'react';
import { reasonOf } from '../api/reason-of.ts';

interface Loaded<T> {
  /** Null until it is there. */
  value: T | null;
  /** Why the last attempt failed. */
  problem: string | null;
  reload(): Promise<void>;
  /** Shows what the value will be once a change has gone through. */
  expect(value: T): void;
}

/** What `load` gives, from the first showing on. @param load must stay the same between renderings */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ value: T | null; problem: string | null }>({
    value: null,
    problem: null,
  });
  const reload = useCallback(async () => {
    try {
      setState({ value: await load(), problem: null });
    } catch (error) {
      setState(({ value }) => ({ value, problem: reasonOf(error) }));
    }
  }, [load]);
  useEffect(() => void reload(), [reload]);
  const expect = useCallback((value: T) => setState({ value, problem: null }), []);
  return { ...state, reload, expect };
}
