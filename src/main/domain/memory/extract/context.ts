import type { Fact, Subject } from '../fact.ts';

/** What is known where a message is read. */
export interface ExtractionContext {
  /** When it was said; dates are counted from there. */
  saidAtMs: number;
  /** Names that were told before, lower case, with whose they are. */
  known: ReadonlyMap<string, Subject>;
  /** What was told last in this conversation, newest first: what a correction may mean. */
  recent: readonly Fact[];
}

export const NOTHING_KNOWN: Omit<ExtractionContext, 'saidAtMs'> = { known: new Map(), recent: [] };
