import type { Kysely, Selectable } from 'kysely';
import { contains } from '../../../storage/contains.ts';
import { newId } from '../../../storage/ids.ts';
import { type PageRequest, type PartRequest, readPage } from '../../../storage/page.ts';
import type { KnowledgeBasesTable, Schema } from '../../../storage/schema.ts';
import { mayTouch, type Principal, seesEverything } from '../../accounts/principal.ts';
import { ownRow } from '../../characters/character-service.ts';
import { DomainError, notFound } from '../../domain-error.ts';
import type { PassageCut } from '../read/passage-measure.ts';
import { cutColumns, cutOf, readDocumentsAgain } from './passage-cut.ts';

/** What its maker says of a knowledge base; nothing is done with it. */
export type BaseMetadata = Readonly<Record<string, unknown>>;

export interface KnowledgeBase {
  id: string;
  ownerId: string;
  name: string;
  description: string;
  /** Null where Tomo decides how long passages are. */
  cut: PassageCut | null;
  metadata: BaseMetadata;
  /** What its maker asked for that changes nothing here: it is kept for whoever asks what they asked for. */
  said: BaseMetadata;
  createdAtMs: number;
  updatedAtMs: number;
  documentCount: number;
  /** Passages that can be found. */
  passageCount: number;
}

export interface KnowledgeBaseDraft {
  name: string;
  description?: string | undefined;
  cut?: PassageCut | null | undefined;
  metadata?: BaseMetadata | undefined;
  said?: BaseMetadata | undefined;
}

export interface KnowledgeBaseDependencies {
  db: Kysely<Schema>;
  /** Removes every document of a base, with its file and from the search. */
  removeDocuments(baseId: string): Promise<void>;
  /** There are documents to read again. */
  readAgain(): void;
}

/** Of an account; the owner has no limit. */
const BASES_MAX = 100;

/** Collections of documents that characters can look things up in. */
export class KnowledgeBaseService {
  readonly #db: Kysely<Schema>;
  readonly #deps: KnowledgeBaseDependencies;

  constructor(deps: KnowledgeBaseDependencies) {
    this.#db = deps.db;
    this.#deps = deps;
  }

  /** Newest first. The owner sees everybody's, and with `mineOnly` their own. @param options.search in name or description */
  async list(
    principal: Principal,
    options: (PageRequest | PartRequest) & { mineOnly?: boolean; search?: string | undefined },
  ): Promise<{ bases: KnowledgeBase[]; total: number }> {
    let query = this.#db.selectFrom('knowledge_bases');
    if (options.mineOnly === true || !seesEverything(principal)) {
      query = query.where('owner_id', '=', principal.userId);
    }
    const { search } = options;
    if (search !== undefined) {
      query = query.where((eb) => eb.or([contains('name', search), contains('description', search)]));
    }
    const { rows, total } = await readPage(
      query.selectAll().orderBy('created_at_ms', 'desc').orderBy('id'),
      options,
    );
    return { bases: await this.#counted(rows), total };
  }

  /** @throws DomainError `not_found`, also for somebody else's */
  async get(principal: Principal, id: string): Promise<KnowledgeBase> {
    const row = await this.#db
      .selectFrom('knowledge_bases')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined || !mayTouch(principal, row.owner_id)) throw notFound('knowledge_base', id);
    return (await this.#counted([row]))[0] as KnowledgeBase;
  }

  /** Those of these ids that an account has, in their order. */
  async ofOwner(ownerId: string, ids: readonly string[]): Promise<KnowledgeBase[]> {
    if (ids.length === 0) return [];
    const rows = await this.#db
      .selectFrom('knowledge_bases')
      .selectAll()
      .where('owner_id', '=', ownerId)
      .where('id', 'in', ids)
      .execute();
    const found = await this.#counted(rows);
    return ids.flatMap((id) => found.filter((base) => base.id === id));
  }

  /** @throws DomainError `conflict` when the account has as many as it may have, `invalid` where the cut is */
  async create(principal: Principal, draft: KnowledgeBaseDraft): Promise<KnowledgeBase> {
    const row = newRow(principal.userId, draft);
    await this.#db.transaction().execute(async (transaction) => {
      if (!seesEverything(principal)) await refuseTooMany(transaction, principal);
      await transaction.insertInto('knowledge_bases').values(row).execute();
    });
    return toBase(row, undefined);
  }

  /** The same for a character, which looks things up in it from then on. @throws DomainError `not_found`, `conflict` */
  async createFor(
    principal: Principal,
    characterId: string,
    draft: KnowledgeBaseDraft,
  ): Promise<KnowledgeBase> {
    return await this.#db.transaction().execute(async (transaction) => {
      const { owner_id, knowledge_base_ids_json } = await ownRow(transaction, principal, characterId);
      if (!seesEverything(principal)) await refuseTooMany(transaction, principal);
      const row = newRow(owner_id, draft);
      await transaction.insertInto('knowledge_bases').values(row).execute();
      const ids = [...(JSON.parse(knowledge_base_ids_json) as string[]), row.id];
      await transaction
        .updateTable('characters')
        .set({ knowledge_base_ids_json: JSON.stringify(ids) })
        .where('id', '=', characterId)
        .execute();
      return toBase(row, undefined);
    });
  }

  /**
   * What is left out stays as it is. Where passages get another length, its documents are read again.
   *
   * @throws DomainError `not_found`, `invalid`
   */
  async update(
    principal: Principal,
    id: string,
    changes: Partial<KnowledgeBaseDraft>,
  ): Promise<KnowledgeBase> {
    const base = await this.get(principal, id);
    const next = {
      name: changes.name ?? base.name,
      description: changes.description ?? base.description,
      ...cutColumns(changes.cut === undefined ? base.cut : changes.cut),
      metadata_json: JSON.stringify(changes.metadata ?? base.metadata),
      said_json: JSON.stringify(changes.said ?? base.said),
      updated_at_ms: Math.max(Date.now(), base.updatedAtMs + 1),
    };
    const recut =
      next.passage_characters !== (base.cut?.sizeCharacters ?? null) ||
      next.overlap_characters !== (base.cut?.overlapCharacters ?? null);
    await this.#db.transaction().execute(async (transaction) => {
      await transaction.updateTable('knowledge_bases').set(next).where('id', '=', id).execute();
      if (recut) await readDocumentsAgain(transaction, id);
    });
    if (recut) this.#deps.readAgain();
    return await this.get(principal, id);
  }

  /** Removes it with its documents; characters do not look it up any more. @throws DomainError `not_found` */
  async remove(principal: Principal, id: string): Promise<void> {
    const base = await this.get(principal, id);
    await this.#deps.removeDocuments(id);
    await this.#db.transaction().execute(async (transaction) => {
      const characters = await transaction
        .selectFrom('characters')
        .select(['id', 'knowledge_base_ids_json'])
        .where('owner_id', '=', base.ownerId)
        .execute();
      for (const { id: characterId, knowledge_base_ids_json } of characters) {
        const ids = JSON.parse(knowledge_base_ids_json) as string[];
        if (!ids.includes(id)) continue;
        const left = JSON.stringify(ids.filter((other) => other !== id));
        await transaction
          .updateTable('characters')
          .set({ knowledge_base_ids_json: left })
          .where('id', '=', characterId)
          .execute();
      }
      await transaction.deleteFrom('knowledge_bases').where('id', '=', id).execute();
    });
  }

  /** Removes every document of an account, with its file and from the search; the rows go with the account. */
  async removeDocumentsOf(ownerId: string): Promise<void> {
    const rows = await this.#db
      .selectFrom('knowledge_bases')
      .select('id')
      .where('owner_id', '=', ownerId)
      .execute();
    for (const { id } of rows) await this.#deps.removeDocuments(id);
  }

  async #counted(rows: readonly Selectable<KnowledgeBasesTable>[]): Promise<KnowledgeBase[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const counts = await this.#db
      .selectFrom('documents')
      .select((eb) => [
        'knowledge_base_id',
        eb.fn.countAll().as('documents'),
        eb.fn.sum('indexed_count').as('passages'),
      ])
      .where('knowledge_base_id', 'in', ids)
      .groupBy('knowledge_base_id')
      .execute();
    const byId = new Map(counts.map((count) => [count.knowledge_base_id, count]));
    return rows.map((row) => toBase(row, byId.get(row.id)));
  }
}

function newRow(ownerId: string, draft: KnowledgeBaseDraft): Selectable<KnowledgeBasesTable> {
  const now = Date.now();
  return {
    id: newId('kb'),
    owner_id: ownerId,
    name: draft.name,
    description: draft.description ?? '',
    created_at_ms: now,
    updated_at_ms: now,
    ...cutColumns(draft.cut ?? null),
    metadata_json: JSON.stringify(draft.metadata ?? {}),
    said_json: JSON.stringify(draft.said ?? {}),
  };
}

async function refuseTooMany(db: Kysely<Schema>, { userId }: Principal): Promise<void> {
  const { count } = await db
    .selectFrom('knowledge_bases')
    .where('owner_id', '=', userId)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) < BASES_MAX) return;
  throw new DomainError('conflict', `An account has at most ${BASES_MAX} knowledge bases; delete one first`, {
    limit: BASES_MAX,
  });
}

function toBase(
  row: Selectable<KnowledgeBasesTable>,
  count: { documents: unknown; passages: unknown } | undefined,
): KnowledgeBase {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    description: row.description,
    cut: cutOf(row),
    metadata: JSON.parse(row.metadata_json) as BaseMetadata,
    said: JSON.parse(row.said_json) as BaseMetadata,
    createdAtMs: Number(row.created_at_ms),
    updatedAtMs: Number(row.updated_at_ms),
    documentCount: Number(count?.documents ?? 0),
    passageCount: Number(count?.passages ?? 0),
  };
}
