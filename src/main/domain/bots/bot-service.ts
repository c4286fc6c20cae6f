import type { Kysely } from 'kysely';
import { contains } from '../../storage/contains.ts';
import { type PartRequest, readPage } from '../../storage/page.ts';
import type { Schema } from '../../storage/schema.ts';
import type { SecretBox } from '../../storage/secret-box.ts';
import type { Principal } from '../accounts/principal.ts';
import type { Character } from '../characters/character.ts';
import { type CharacterDraft, type CharacterService, toCharacter } from '../characters/character-service.ts';
import { DomainError } from '../domain-error.ts';
import type { CharacterModels, ModelWish } from '../models/character-models.ts';
import { type Bot, type BotFigures, DEFAULT_PLATFORM, type PlatformConfig } from './bot.ts';
import { countBot, keepTurnFailure } from './bot-figures.ts';
import { BotRows } from './bot-rows.ts';

/** What is left out stays as it is, inside `platformConfig` and `model` too. */
export interface BotChanges extends Partial<CharacterDraft> {
  avatarUrl?: string | null | undefined;
  platformType?: string | undefined;
  /** Null in it takes a field away. */
  platformConfig?: PlatformConfig | undefined;
  plugins?: string[] | undefined;
  model?: ModelWish | undefined;
}

export interface BotListOptions {
  search?: string | undefined;
  platformType?: string | undefined;
  running?: boolean | undefined;
}

interface BotDependencies {
  db: Kysely<Schema>;
  characters: CharacterService;
  models: CharacterModels;
  secrets: SecretBox;
  /** @throws DomainError `invalid` for an address to which nothing may be sent for this account */
  checkWebhook(principal: Principal, url: string): void;
  logger: { error(object: object, message: string): void };
}

/** The address that gets a bot's answers. */
export interface BotWebhook {
  url: string;
  /** What its deliveries are signed with; null where the platform has no key. */
  secret: string | null;
}

/** Characters as bots: on a platform, started and stopped. Every character is one. */
export class BotService {
  readonly #db: Kysely<Schema>;
  readonly #deps: BotDependencies;
  readonly #rows: BotRows;

  constructor(deps: BotDependencies) {
    this.#deps = deps;
    this.#db = deps.db;
    this.#rows = new BotRows(deps.db, deps.secrets);
  }

  /** @throws DomainError `invalid` */
  async create(principal: Principal, draft: BotChanges & { name: string }): Promise<Bot> {
    this.#check(principal, draft);
    return await this.#keep(await this.#deps.characters.create(principal, draft), draft);
  }

  /** The account's own, newest first; archived ones are left out. */
  async list(
    { userId }: Principal,
    { search, platformType, running, ...part }: BotListOptions & PartRequest,
  ): Promise<{ bots: Bot[]; total: number }> {
    let query = this.#db
      .selectFrom('characters')
      .leftJoin('bots', 'bots.character_id', 'characters.id')
      .where('characters.owner_id', '=', userId)
      .where('characters.status', '!=', 'archived');
    if (search !== undefined) {
      query = query.where((eb) =>
        eb.or([contains('characters.name', search), contains('characters.description', search)]),
      );
    }
    if (platformType !== undefined) {
      query = query.where((eb) =>
        eb(eb.fn.coalesce('bots.platform_type', eb.val(DEFAULT_PLATFORM)), '=', platformType),
      );
    }
    if (running !== undefined) {
      query = query.where((eb) =>
        eb(eb.fn.coalesce('bots.state', eb.val('new')), running ? '=' : '!=', 'running'),
      );
    }
    const { rows, total } = await readPage(
      query.selectAll('characters').orderBy('characters.created_at_ms', 'desc').orderBy('characters.id'),
      part,
    );
    return { bots: await this.#rows.ofAll(rows.map(toCharacter)), total };
  }

  /** @throws DomainError `not_found` */
  async get(principal: Principal, id: string): Promise<Bot> {
    return await this.#rows.of(await this.#deps.characters.get(principal, id));
  }

  /** @throws DomainError `not_found`, `invalid` */
  async update(principal: Principal, id: string, changes: BotChanges): Promise<Bot> {
    await this.#deps.characters.get(principal, id);
    this.#check(principal, changes);
    return await this.#keep(await this.#deps.characters.update(principal, id, changes), changes);
  }

  /** One that runs goes on as before. @throws DomainError `not_found`, `conflict` when it is archived */
  async start(principal: Principal, id: string): Promise<Bot> {
    const character = await this.#deps.characters.toTalkTo(principal, id);
    return await this.#rows.change(character, (bot) =>
      bot.state === 'running' ? bot : { ...bot, state: 'running', startedAtMs: Date.now() },
    );
  }

  /** @throws DomainError `not_found` */
  async stop(principal: Principal, id: string): Promise<Bot> {
    const character = await this.#deps.characters.get(principal, id);
    return await this.#rows.change(character, (bot) => ({ ...bot, state: 'stopped' }));
  }

  async figures({ character }: Bot): Promise<BotFigures> {
    return await countBot(this.#db, character.id);
  }

  /** Where its answers go; null where they go nowhere else, or it was stopped. */
  webhookOf({ platformType, platformConfig, state }: Bot): BotWebhook | null {
    if (platformType !== DEFAULT_PLATFORM || state === 'stopped') return null;
    const { webhook_url: url, api_key: key } = platformConfig;
    if (typeof url !== 'string' || url === '') return null;
    return { url, secret: typeof key === 'string' && key !== '' ? key : null };
  }

  /** The one of a conversation that was allowed already. @throws DomainError `not_found`, `conflict` */
  async ofConversation(conversation: { characterId: string; visitor: boolean }): Promise<Bot> {
    return await this.#rows.of(await this.#deps.characters.ofConversation(conversation));
  }

  /** Counts an answer that could not be written. Does not fail. */
  turnFailed(characterId: string, error: unknown): void {
    keepTurnFailure(this.#db, characterId, error).catch((cause: unknown) => {
      this.#deps.logger.error({ err: cause }, 'a failed turn was not counted');
    });
  }

  #check(principal: Principal, { platformConfig, model }: BotChanges): void {
    const url = platformConfig?.webhook_url;
    if (typeof url === 'string' && url !== '') {
      about('webhook_url', () => this.#deps.checkWebhook(principal, url));
    }
    if (model !== undefined) about('base_url', () => this.#deps.models.check(principal, model));
  }

  async #keep(character: Character, changes: BotChanges): Promise<Bot> {
    const { avatarUrl, platformType, platformConfig = {}, plugins, model } = changes;
    if (model !== undefined) await this.#deps.models.change(character.id, model);
    return await this.#rows.change(character, (bot) => ({
      ...bot,
      avatarUrl: avatarUrl === undefined ? bot.avatarUrl : avatarUrl,
      platformType: platformType ?? bot.platformType,
      platformConfig: withoutNulls({ ...bot.platformConfig, ...platformConfig }),
      plugins: plugins ?? bot.plugins,
    }));
  }
}

/** Names the field in which something was wrong. */
function about(field: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, error.message, { ...error.details, field });
  }
}

function withoutNulls(config: PlatformConfig): PlatformConfig {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));
}
