import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { Principal } from '../accounts/principal.ts';
import { ownRow } from '../characters/character-service.ts';
import { type JsonObject, mergedData } from './context-data.ts';
import { type ContextPlace, placeColumns } from './context-place.ts';

export interface ContextData {
  data: JsonObject;
  /** Null where nothing was told yet. */
  createdAtMs: number | null;
  updatedAtMs: number | null;
}

interface ContextServiceDependencies {
  db: Kysely<Schema>;
  /** Makes deleted rows unreadable in the files too. */
  forget(): void;
}

/** What applications tell about whoever talks to a character. */
export class ContextService {
  readonly #deps: ContextServiceDependencies;

  constructor(deps: ContextServiceDependencies) {
    this.#deps = deps;
  }

  /** Whose context it is about. @throws DomainError `not_found` for somebody else's character */
  async place(principal: Principal, characterId: string, endUser: string): Promise<ContextPlace> {
    await ownRow(this.#deps.db, principal, characterId);
    return { userId: principal.userId, characterId, endUser };
  }

  async get(place: ContextPlace): Promise<ContextData> {
    return await this.#read(this.#deps.db, place);
  }

  /** See `mergedData`. @throws DomainError `too_large`, `invalid` */
  async merge(place: ContextPlace, said: JsonObject): Promise<ContextData> {
    const merged = await this.#deps.db.transaction().execute(async (transaction) => {
      const known = await this.#read(transaction, place);
      const now = Date.now();
      const data = mergedData(known.data, said);
      const row = { data_json: JSON.stringify(data), updated_at_ms: now };
      await transaction
        .insertInto('context_data')
        .values({ ...placeColumns(place), ...row, created_at_ms: now })
        .onConflict((conflict) => conflict.columns(['user_id', 'character_id', 'end_user']).doUpdateSet(row))
        .execute();
      return { data, createdAtMs: known.createdAtMs ?? now, updatedAtMs: now };
    });
    this.#deps.forget();
    return merged;
  }

  /** Removes everything that is known of somebody here: data, topics and entities. */
  async remove(place: ContextPlace): Promise<void> {
    await this.#deps.db.transaction().execute(async (transaction) => {
      for (const table of ['context_data', 'topic_mentions', 'entity_mentions'] as const) {
        await transaction
          .deleteFrom(table)
          .where((eb) => eb.and(placeColumns(place)))
          .execute();
      }
      // What was said and not looked through yet is not learnt afterwards.
      await transaction
        .deleteFrom('context_unread')
        .where('message_id', 'in', (eb) =>
          eb
            .selectFrom('messages')
            .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
            .select('messages.id')
            .where('conversations.user_id', '=', place.userId)
            .where('conversations.character_id', '=', place.characterId)
            .where(
              ({ fn }) => fn.coalesce('conversations.end_user', 'conversations.user_id'),
              '=',
              place.endUser,
            ),
        )
        .execute();
    });
    this.#deps.forget();
  }

  async #read(db: Kysely<Schema>, place: ContextPlace): Promise<ContextData> {
    const row = await db
      .selectFrom('context_data')
      .selectAll()
      .where((eb) => eb.and(placeColumns(place)))
      .executeTakeFirst();
    if (row === undefined) return { data: {}, createdAtMs: null, updatedAtMs: null };
    return {
      data: JSON.parse(row.data_json) as JsonObject,
      createdAtMs: Number(row.created_at_ms),
      updatedAtMs: Number(row.updated_at_ms),
    };
  }
}
