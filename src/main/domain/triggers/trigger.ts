import type { Selectable } from 'kysely';
import type { TriggersTable } from '../../storage/tables/people-tables.ts';

/** What an account may have, and how long it may be. */
export const TRIGGER_LIMITS = {
  own: 100,
  /** Triggers of others that are switched on. */
  switchedOn: 50,
  nameCharacters: 100,
  descriptionCharacters: 500,
  contentCharacters: 2_000,
} as const;

/** A phrase with a meaning: when somebody who wants it says the phrase, the meaning joins the prompt. */
export interface Trigger {
  id: string;
  ownerId: string;
  /** The phrase that is looked for. */
  name: string;
  description: string;
  /** What joins the prompt. */
  content: string;
  /** Others may see it and switch it on for themselves. */
  isPublic: boolean;
  /** Grows with each change of `name` or `content`. */
  revision: number;
  createdAtMs: number;
  updatedAtMs: number;
}

/** A trigger as an account sees it. */
export interface SeenTrigger extends Trigger {
  /** What its maker is called. */
  creator: string;
  isMine: boolean;
  /** Whether it works for this account. */
  enabled: boolean;
  /** It was switched on, and does not work because it says something else since. */
  changedSinceEnabled: boolean;
}

export interface TriggerDraft {
  name: string;
  description?: string | undefined;
  content: string;
  isPublic?: boolean | undefined;
}

export function toTrigger(row: Selectable<TriggersTable>): Trigger {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    description: row.description,
    content: row.content,
    isPublic: row.is_public === 1,
    revision: row.revision,
    createdAtMs: Number(row.created_at_ms),
    updatedAtMs: Number(row.updated_at_ms),
  };
}
