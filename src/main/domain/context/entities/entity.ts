import type { Selectable } from 'kysely';
import type { EntityMentionsTable } from '../../../storage/tables/context-tables.ts';
import type { Gender, MentionKind } from '../read/mention.ts';

/** Somebody or something that was named in conversations with one person. */
export interface Entity {
  id: string;
  kind: MentionKind;
  name: string;
  gender: Gender | null;
  /** Of relatives, friends and pets: what they are to whoever talks, in English. */
  relation: string | null;
  /** What a client said of it, and for dates and amounts their `value`. */
  details: Record<string, unknown>;
  /** From 0 to 1. */
  confidence: number;
  mentions: number;
  firstMentionedAtMs: number;
  lastMentionedAtMs: number;
  /** The message that named it last; null where a client did. */
  sourceMessageId: string | null;
}

/** The entities of these mentions, the one that was named last first. @param rows in the order of time */
export function entitiesOf(rows: readonly Selectable<EntityMentionsTable>[]): Entity[] {
  const entities = new Map<string, Entity>();
  for (const row of rows) {
    const known = entities.get(row.entity_id);
    const kind = row.kind as MentionKind;
    const atMs = Number(row.mentioned_at_ms);
    const details = JSON.parse(row.details_json) as Record<string, unknown>;
    // Last in the order of insertion is last in time.
    entities.delete(row.entity_id);
    entities.set(row.entity_id, {
      id: row.entity_id,
      // A name that nobody knew may be told to be a person's later, but not the other way round.
      kind: known !== undefined && kind === 'thing' ? known.kind : kind,
      name: known !== undefined && known.name.length > row.name.length ? known.name : row.name,
      gender: (row.gender as Gender | null) ?? known?.gender ?? null,
      relation: row.relation ?? known?.relation ?? null,
      details: { ...known?.details, ...details },
      confidence: Math.max(known?.confidence ?? 0, row.confidence),
      mentions: (known?.mentions ?? 0) + 1,
      firstMentionedAtMs: known?.firstMentionedAtMs ?? atMs,
      lastMentionedAtMs: atMs,
      sourceMessageId: row.message_id,
    });
  }
  return [...entities.values()].reverse();
}
