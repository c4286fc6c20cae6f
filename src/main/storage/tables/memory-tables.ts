import type { Generated } from 'kysely';

export interface MemoriesTable {
  /** Also its id in the search index. */
  position: Generated<number>;
  id: string;
  user_id: string;
  /** Null where every character may know it. */
  character_id: string | null;
  /** Null where somebody wrote it, or its message is gone. */
  source_message_id: string | null;
  content: string;
  kind: string;
  importance: number;
  confidence: number;
  /** Whom it is about, and what it says: null where only its words are known. */
  subject_relation: string | null;
  subject_name: string | null;
  relation: string | null;
  about: string | null;
  value: string | null;
  happens_at_ms: number | null;
  valid_from_ms: number;
  /** Null while it holds. */
  valid_to_ms: number | null;
  superseded_by: string | null;
  pinned: 0 | 1;
  /** Whether it can be found. */
  indexed: 0 | 1;
  created_at_ms: number;
}
