import type { Kysely, Selectable } from 'kysely';
import { contains } from '../../storage/contains.ts';
import { newId } from '../../storage/ids.ts';
import { type PageRequest, readPage } from '../../storage/page.ts';
import type { CharactersTable, Schema } from '../../storage/schema.ts';
import { mayTouch, type Principal, seesEverything } from '../accounts/principal.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { Happenings } from '../events/happenings.ts';
import { BUILTIN_ID } from '../vrm/vrm-library.ts';
import {
  type Character,
  type CharacterAttributes,
  type CharacterStatus,
  DEFAULT_VOICE,
  EXPECTED_BY_PROGRAMS,
  type GenerationConfig,
  TOMO,
  type VoiceConfig,
} from './character.ts';

export interface CharacterDraft {
  name: string;
  description?: string | undefined;
  vrmModelId?: string | null | undefined;
  systemPrompt?: string | undefined;
  voiceConfig?: Partial<VoiceConfig> | undefined;
  mode?: string | undefined;
  knowledgeBaseIds?: string[] | undefined;
  personality?: string | undefined;
  generation?: GenerationConfig | undefined;
  attributes?: CharacterAttributes | undefined;
}

export interface CharacterPage {
  characters: Character[];
  total: number;
}

interface ConversationPlace {
  characterId: string;
  /** Visitors talk to published characters only. */
  visitor: boolean;
}

/** Characters of an account. */
export class CharacterService {
  readonly #db: Kysely<Schema>;

  readonly #happenings: Pick<Happenings, 'tell'> | null;

  /** @param happenings hears of new characters */
  constructor(db: Kysely<Schema>, happenings: Pick<Happenings, 'tell'> | null = null) {
    this.#db = db;
    this.#happenings = happenings;
  }

  /** Newest first. The owner sees everybody's, and with `mineOnly` their own. */
  async list(
    principal: Principal,
    options: PageRequest & {
      status?: CharacterStatus | undefined;
      mineOnly?: boolean;
      /** In the name or the description. */
      search?: string | undefined;
    },
  ): Promise<CharacterPage> {
    let query = this.#db.selectFrom('characters');
    if (options.mineOnly === true || !seesEverything(principal)) {
      query = query.where('owner_id', '=', principal.userId);
    }
    if (options.status !== undefined) query = query.where('status', '=', options.status);
    const { search } = options;
    if (search !== undefined) {
      query = query.where((eb) => eb.or([contains('name', search), contains('description', search)]));
    }
    const { rows, total } = await readPage(
      query.selectAll().orderBy('created_at_ms', 'desc').orderBy('id'),
      options,
    );
    return { characters: rows.map(toCharacter), total };
  }

  /** @throws DomainError `not_found` */
  async get(principal: Principal, id: string): Promise<Character> {
    return toCharacter(await ownRow(this.#db, principal, id));
  }

  /** By the name that programs of this account call it, or by its id. @throws DomainError `not_found` */
  async named(principal: Principal, handleOrId: string): Promise<Character> {
    const row = await this.#db
      .selectFrom('characters')
      .selectAll()
      .where('owner_id', '=', principal.userId)
      .where('handle', '=', handleOrId)
      .executeTakeFirst();
    return row === undefined ? await this.get(principal, handleOrId) : toCharacter(row);
  }

  /** The same for whoever wants to talk to it. @throws DomainError `not_found`, `conflict` when it is archived */
  async toTalkTo(principal: Principal, id: string): Promise<Character> {
    const character = await this.get(principal, id);
    refuseArchived(character);
    return character;
  }

  /** The one of a conversation that was allowed already. @throws DomainError `not_found`, `conflict` */
  async ofConversation({ characterId, visitor }: ConversationPlace): Promise<Character> {
    const row = await this.#db
      .selectFrom('characters')
      .selectAll()
      .where('id', '=', characterId)
      .executeTakeFirst();
    if (row === undefined) throw notFound('character', characterId);
    const character = toCharacter(row);
    refuseArchived(character);
    if (visitor && character.status !== 'published') throw notFound('character', characterId);
    return character;
  }

  async create(principal: Principal, draft: CharacterDraft): Promise<Character> {
    const row = newRow(principal.userId, draft);
    await this.#db.insertInto('characters').values(row).execute();
    const character = toCharacter(row);
    this.#happenings?.tell({ type: 'character_created', character });
    return character;
  }

  /** What is left out stays as it is, inside `voiceConfig`, `generation` and `attributes` too. @throws DomainError `not_found` */
  async update(principal: Principal, id: string, changes: Partial<CharacterDraft>): Promise<Character> {
    return await this.#db.transaction().execute(async (transaction) => {
      const row = await ownRow(transaction, principal, id);
      const current = toCharacter(row);
      const next: Selectable<CharactersTable> = {
        ...row,
        name: changes.name ?? row.name,
        description: changes.description ?? row.description,
        vrm_model_id: changes.vrmModelId === undefined ? row.vrm_model_id : changes.vrmModelId,
        system_prompt: changes.systemPrompt ?? row.system_prompt,
        voice_config_json: JSON.stringify({ ...current.voiceConfig, ...changes.voiceConfig }),
        mode: changes.mode ?? row.mode,
        knowledge_base_ids_json: JSON.stringify(changes.knowledgeBaseIds ?? current.knowledgeBaseIds),
        personality: changes.personality ?? row.personality,
        generation_json: JSON.stringify({ ...current.generation, ...changes.generation }),
        attributes_json: JSON.stringify({ ...current.attributes, ...changes.attributes }),
        updated_at_ms: Math.max(Date.now(), row.updated_at_ms + 1),
      };
      await transaction.updateTable('characters').set(next).where('id', '=', id).execute();
      return toCharacter(next);
    });
  }

  /** Gives an account without characters its first ones. */
  async ensureFirst(principal: Principal): Promise<void> {
    const { total } = await this.list(principal, { page: 1, limit: 1, mineOnly: true });
    if (total === 0) await addFirstCharacters(this.#db, principal.userId);
  }
}

/** The characters that every account begins with; Tomo is the oldest. */
export async function addFirstCharacters(db: Kysely<Schema>, ownerId: string): Promise<void> {
  const tomo = newRow(ownerId, { ...TOMO, vrmModelId: BUILTIN_ID });
  const others = EXPECTED_BY_PROGRAMS.map(({ handle, ...draft }, at) => {
    const createdAtMs = tomo.created_at_ms + 1 + at;
    const row = newRow(ownerId, { ...draft, vrmModelId: BUILTIN_ID });
    return { ...row, handle, created_at_ms: createdAtMs, updated_at_ms: createdAtMs };
  });
  await db
    .insertInto('characters')
    .values([tomo, ...others])
    .execute();
}

function newRow(ownerId: string, draft: CharacterDraft): Selectable<CharactersTable> {
  const now = Date.now();
  return {
    id: newId('chr'),
    owner_id: ownerId,
    name: draft.name,
    description: draft.description ?? '',
    status: 'draft',
    vrm_model_id: draft.vrmModelId ?? null,
    system_prompt: draft.systemPrompt ?? '',
    voice_config_json: JSON.stringify({ ...DEFAULT_VOICE, ...draft.voiceConfig }),
    mode: draft.mode ?? 'chat',
    knowledge_base_ids_json: JSON.stringify(draft.knowledgeBaseIds ?? []),
    created_at_ms: now,
    updated_at_ms: now,
    slug: null,
    published_at_ms: null,
    handle: null,
    personality: draft.personality ?? '',
    generation_json: JSON.stringify(draft.generation ?? {}),
    attributes_json: JSON.stringify(draft.attributes ?? {}),
  };
}

function refuseArchived({ id, status }: Character): void {
  if (status !== 'archived') return;
  throw new DomainError('conflict', 'The character is archived; unarchive it to talk to it', {
    character_id: id,
  });
}

/** @throws DomainError `not_found`, also for a character of somebody else */
export async function ownRow(
  db: Kysely<Schema>,
  principal: Principal,
  id: string,
): Promise<Selectable<CharactersTable>> {
  const row = await db.selectFrom('characters').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined || !mayTouch(principal, row.owner_id)) throw notFound('character', id);
  return row;
}

export function toCharacter(row: Selectable<CharactersTable>): Character {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    description: row.description,
    status: row.status,
    vrmModelId: row.vrm_model_id,
    systemPrompt: row.system_prompt,
    voiceConfig: JSON.parse(row.voice_config_json) as VoiceConfig,
    mode: row.mode,
    knowledgeBaseIds: JSON.parse(row.knowledge_base_ids_json) as string[],
    createdAtMs: Number(row.created_at_ms),
    updatedAtMs: Number(row.updated_at_ms),
    slug: row.slug,
    publishedAtMs: row.published_at_ms === null ? null : Number(row.published_at_ms),
    handle: row.handle,
    personality: row.personality,
    generation: JSON.parse(row.generation_json) as GenerationConfig,
    attributes: JSON.parse(row.attributes_json) as CharacterAttributes,
  };
}
