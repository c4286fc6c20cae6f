import type { Selectable } from 'kysely';
import type { PersonalitiesTable } from '../../storage/tables/personality-tables.ts';

/** Something about how a character is. */
export interface Trait {
  name: string;
  /** From 0, not at all, to 1, as much as can be. */
  strength: number;
}

/** What a personality says about how to speak; anything may be empty. */
export interface Manner {
  name: string;
  description: string;
  traits: Trait[];
  tone: string;
  languageStyle: string;
  vocabulary: { prefer: string[]; avoid: string[] };
  dos: string[];
  donts: string[];
  greeting: string;
}

/** A way in which a character can speak. */
export interface Personality extends Manner {
  id: string;
  characterId: string;
  /** The one that it speaks in. */
  isDefault: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

export function toPersonality(row: Selectable<PersonalitiesTable>): Personality {
  return {
    id: row.id,
    characterId: row.character_id,
    name: row.name,
    description: row.description,
    traits: JSON.parse(row.traits_json) as Trait[],
    tone: row.tone,
    languageStyle: row.language_style,
    vocabulary: JSON.parse(row.vocabulary_json) as Manner['vocabulary'],
    dos: JSON.parse(row.dos_json) as string[],
    donts: JSON.parse(row.donts_json) as string[],
    greeting: row.greeting,
    isDefault: row.is_default === 1,
    createdAtMs: Number(row.created_at_ms),
    updatedAtMs: Number(row.updated_at_ms),
  };
}

/** The columns that hold how to speak. */
export function mannerColumns(manner: Manner) {
  return {
    name: manner.name,
    description: manner.description,
    traits_json: JSON.stringify(manner.traits),
    tone: manner.tone,
    language_style: manner.languageStyle,
    vocabulary_json: JSON.stringify(manner.vocabulary),
    dos_json: JSON.stringify(manner.dos),
    donts_json: JSON.stringify(manner.donts),
    greeting: manner.greeting,
  };
}
