import type { IndexCore } from './index-core.ts';
import type { IndexName } from './index-tables.ts';

/** What the thread does for an index, by the names of the methods that do it there. */
export type SearchCalls = Pick<
  IndexCore,
  | 'add'
  | 'remove'
  | 'removeScope'
  | 'search'
  | 'active'
  | 'beginGeneration'
  | 'missingVectors'
  | 'addVectors'
  | 'progress'
  | 'finishGeneration'
>;
export type SearchMethod = keyof SearchCalls;

export type ToThread =
  | { type: 'call'; id: number; index: IndexName; method: SearchMethod; params: unknown[] }
  /** Whoever asked does not wait for this call any more. */
  | { type: 'cancel'; id: number }
  /** The server's own connection writes nothing just now: one step may be written. */
  | { type: 'permission' }
  | { type: 'close' };

export type FromThread =
  | { type: 'result'; id: number; value: unknown }
  /** `code`: SQLite's, where the failure is its own; an error leaves it behind on its way. */
  | { type: 'error'; id: number; error: Error; code: string | undefined }
  | { type: 'may-write' };

export interface SearchThreadData {
  databaseFile: string;
}
