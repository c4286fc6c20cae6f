import type { Selectable } from 'kysely';
import type { MemoriesTable } from '../../storage/schema.ts';
import type { MemoryKind } from './fact.ts';

/** Something that characters remember of a user. */
export interface Memory {
  id: string;
  userId: string;
  /** Null where every character may know it. */
  characterId: string | null;
  /** The message that told it; null where somebody wrote it, or the message is gone. */
  sourceMessageId: string | null;
  /** Told of the user: `The user's sister Mia lives in Lyon.` */
  content: string;
  kind: MemoryKind;
  /** From 0 to 1. */
  importance: number;
  /** From 0 to 1. */
  confidence: number;
  validFromMs: number;
  /** Null while it holds. */
  validToMs: number | null;
  supersededBy: string | null;
  pinned: boolean;
  createdAtMs: number;
}

export type MemoryRow = Selectable<MemoriesTable>;

export function toMemory(row: MemoryRow): Memory {
  return {
    id: row.id,
    userId: row.user_id,
    characterId: row.character_id,
    sourceMessageId: row.source_message_id,
    content: row.content,
    kind: row.kind as MemoryKind,
    importance: row.importance,
    confidence: row.confidence,
    validFromMs: Number(row.valid_from_ms),
    validToMs: row.valid_to_ms === null ? null : Number(row.valid_to_ms),
    supersededBy: row.superseded_by,
    pinned: row.pinned === 1,
    createdAtMs: Number(row.created_at_ms),
  };
}
