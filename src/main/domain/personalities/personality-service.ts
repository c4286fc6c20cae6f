import type { Kysely, Selectable, Transaction } from 'kysely';
import { newId } from '../../storage/ids.ts';
import { type PageRequest, readPage } from '../../storage/page.ts';
import type { Schema } from '../../storage/schema.ts';
import type { PersonalitiesTable } from '../../storage/tables/personality-tables.ts';
import type { Principal } from '../accounts/principal.ts';
import { ownRow } from '../characters/character-service.ts';
import { DomainError, notFound } from '../domain-error.ts';
import { defaultManner } from './default-manner.ts';
import { type Manner, mannerColumns, type Personality, toPersonality } from './personality.ts';
import { promptModifier } from './prompt-modifier.ts';

/** What somebody says of a personality; what is left out is empty, or stays as it is. */
export interface PersonalityChanges extends Partial<Omit<Manner, 'vocabulary'>> {
  vocabulary?: Partial<Manner['vocabulary']> | undefined;
  isDefault?: boolean | undefined;
}

export type PersonalityDraft = PersonalityChanges & Pick<Manner, 'name'>;

interface PersonalityServiceDependencies {
  db: Kysely<Schema>;
  /** Makes deleted rows unreadable in the files too. */
  forget(): void;
}

/** Of one character. */
const PERSONALITIES_MAX = 50;

const EMPTY_MANNER: Omit<Manner, 'name'> = {
  description: '',
  traits: [],
  tone: '',
  languageStyle: '',
  vocabulary: { prefer: [], avoid: [] },
  dos: [],
  donts: [],
  greeting: '',
};

/**
 * The ways in which characters can speak. A character that has any speaks in exactly one of them, its default: the first
 * one, until another is chosen; where the default goes, the oldest of the others takes its place.
 */
export class PersonalityService {
  readonly #deps: PersonalityServiceDependencies;

  constructor(deps: PersonalityServiceDependencies) {
    this.#deps = deps;
  }

  /** The oldest first. @throws DomainError `not_found` for somebody else's character too */
  async list(
    principal: Principal,
    characterId: string,
    page: PageRequest,
  ): Promise<{ personalities: Personality[]; total: number }> {
    await ownRow(this.#deps.db, principal, characterId);
    const { rows, total } = await readPage(
      ofCharacter(this.#deps.db, characterId).orderBy('created_at_ms').orderBy('id'),
      page,
    );
    return { personalities: rows.map(toPersonality), total };
  }

  /** @throws DomainError `not_found`, also for somebody else's */
  async get(principal: Principal, id: string): Promise<Personality> {
    return toPersonality(await ownPersonality(this.#deps.db, principal, id));
  }

  /** The first one of a character is its default. @throws DomainError `not_found`, `conflict` when there are too many */
  async create(principal: Principal, characterId: string, draft: PersonalityDraft): Promise<Personality> {
    await ownRow(this.#deps.db, principal, characterId);
    const { isDefault = false, ...given } = draft;
    const manner = changed({ ...EMPTY_MANNER, name: draft.name }, given);
    return await this.#add(characterId, manner, isDefault);
  }

  /** A sensible one that speaks from now on. @throws DomainError `not_found`, `conflict` when there are too many */
  async createDefault(principal: Principal, characterId: string): Promise<Personality> {
    const character = await ownRow(this.#deps.db, principal, characterId);
    return await this.#add(characterId, defaultManner(character), true);
  }

  /** What is left out stays as it is, inside `vocabulary` too. @throws DomainError `not_found`, `conflict` */
  async update(
    principal: Principal,
    id: string,
    {
      isDefault,
      ...changes
    }: Partial<Omit<PersonalityDraft, 'vocabulary'>> & {
      vocabulary?: Partial<Manner['vocabulary']> | undefined;
    },
  ): Promise<Personality> {
    const row = await this.#deps.db.transaction().execute(async (transaction) => {
      const current = toPersonality(await ownPersonality(transaction, principal, id));
      if (isDefault === false && current.isDefault) {
        throw new DomainError('conflict', 'Make another personality the default instead', {
          personality_id: id,
        });
      }
      await transaction
        .updateTable('personalities')
        .set({
          ...mannerColumns(changed(current, changes)),
          updated_at_ms: Math.max(Date.now(), current.updatedAtMs + 1),
        })
        .where('id', '=', id)
        .execute();
      if (isDefault === true) await choose(transaction, current);
      return await ownPersonality(transaction, principal, id);
    });
    this.#deps.forget();
    return toPersonality(row);
  }

  /** From now on the character speaks in this one. @throws DomainError `not_found` */
  async makeDefault(principal: Principal, id: string): Promise<Personality> {
    return await this.update(principal, id, { isDefault: true });
  }

  /** The oldest of the others takes the place of a default. @throws DomainError `not_found` */
  async remove(principal: Principal, id: string): Promise<void> {
    await this.#deps.db.transaction().execute(async (transaction) => {
      const { character_id, is_default } = await ownPersonality(transaction, principal, id);
      await transaction.deleteFrom('personalities').where('id', '=', id).execute();
      if (is_default === 0) return;
      const next = await ofCharacter(transaction, character_id)
        .orderBy('created_at_ms')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      if (next !== undefined) await choose(transaction, toPersonality(next));
    });
    this.#deps.forget();
  }

  /** What a model is told of how this character speaks; empty where nobody said. */
  async instructionsFor(characterId: string): Promise<string> {
    const row = await ofCharacter(this.#deps.db, characterId).where('is_default', '=', 1).executeTakeFirst();
    return row === undefined ? '' : promptModifier(toPersonality(row));
  }

  async #add(characterId: string, manner: Manner, isDefault: boolean): Promise<Personality> {
    const now = Date.now();
    const row = {
      id: newId('psn'),
      character_id: characterId,
      ...mannerColumns(manner),
      is_default: 0,
      created_at_ms: now,
      updated_at_ms: now,
    } as const;
    return await this.#deps.db.transaction().execute(async (transaction) => {
      const others = await ofCharacter(transaction, characterId).execute();
      if (others.length >= PERSONALITIES_MAX) {
        throw new DomainError(
          'conflict',
          `A character has at most ${PERSONALITIES_MAX} personalities; delete one first`,
          { limit: PERSONALITIES_MAX },
        );
      }
      // Those made in the same millisecond keep their order too.
      const last = Math.max(0, ...others.map(({ created_at_ms }) => Number(created_at_ms)));
      const created_at_ms = Math.max(now, last + 1);
      await transaction
        .insertInto('personalities')
        .values({ ...row, created_at_ms })
        .execute();
      const added = toPersonality({ ...row, created_at_ms });
      if (!isDefault && others.some(({ is_default }) => is_default === 1)) return added;
      await choose(transaction, added);
      return { ...added, isDefault: true };
    });
  }
}

/** @throws DomainError `not_found`, also for one of somebody else's character */
async function ownPersonality(
  db: Kysely<Schema>,
  principal: Principal,
  id: string,
): Promise<Selectable<PersonalitiesTable>> {
  const row = await db.selectFrom('personalities').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw notFound('personality', id);
  // That there is such a one is nobody else's business.
  await ownRow(db, principal, row.character_id).catch(() => {
    throw notFound('personality', id);
  });
  return row;
}

function ofCharacter(db: Kysely<Schema>, characterId: string) {
  return db.selectFrom('personalities').selectAll().where('character_id', '=', characterId);
}

/** The old one steps down first: there are never two. */
async function choose(
  db: Transaction<Schema>,
  { id, characterId }: Pick<Personality, 'id' | 'characterId'>,
): Promise<void> {
  await db
    .updateTable('personalities')
    .set({ is_default: 0 })
    .where('character_id', '=', characterId)
    .execute();
  await db.updateTable('personalities').set({ is_default: 1 }).where('id', '=', id).execute();
}

function changed(manner: Manner, changes: PersonalityChanges): Manner {
  const vocabulary = { ...manner.vocabulary, ...withoutUndefined(changes.vocabulary ?? {}) };
  return { ...manner, ...withoutUndefined(changes), vocabulary };
}

function withoutUndefined<T extends object>(value: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, given]) => given !== undefined)) as never;
}
