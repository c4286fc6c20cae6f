import type { Kysely, Selectable } from 'kysely';
import type { BotsTable, Schema } from '../../storage/schema.ts';
import type { SecretBox } from '../../storage/secret-box.ts';
import type { Character } from '../characters/character.ts';
import { type Bot, DEFAULT_PLATFORM, type PlatformConfig } from './bot.ts';

/** What is stored of characters as bots; what a platform is told is sealed. */
export class BotRows {
  readonly #db: Kysely<Schema>;
  readonly #secrets: SecretBox;

  constructor(db: Kysely<Schema>, secrets: SecretBox) {
    this.#db = db;
    this.#secrets = secrets;
  }

  async of(character: Character): Promise<Bot> {
    return this.#toBot(character, await findRow(this.#db, character.id));
  }

  /** In the order of the characters. */
  async ofAll(characters: readonly Character[]): Promise<Bot[]> {
    if (characters.length === 0) return [];
    const ids = characters.map(({ id }) => id);
    const rows = await this.#db.selectFrom('bots').selectAll().where('character_id', 'in', ids).execute();
    const byId = new Map(rows.map((row) => [row.character_id, row]));
    return characters.map((character) => this.#toBot(character, byId.get(character.id)));
  }

  /** Changes it as it is now; nobody else's change comes in between. */
  async change(character: Character, change: (bot: Bot) => Bot): Promise<Bot> {
    return await this.#db.transaction().execute(async (transaction) => {
      const bot = change(this.#toBot(character, await findRow(transaction, character.id)));
      const { character_id, ...row } = this.#toRow(bot);
      await transaction
        .insertInto('bots')
        .values({ character_id, ...row })
        .onConflict((conflict) => conflict.column('character_id').doUpdateSet(row))
        .execute();
      return bot;
    });
  }

  #toRow(bot: Bot): BotsTable {
    const config = Object.keys(bot.platformConfig).length === 0 ? null : JSON.stringify(bot.platformConfig);
    return {
      character_id: bot.character.id,
      avatar_url: bot.avatarUrl,
      platform_type: bot.platformType,
      platform_config_sealed: config === null ? null : this.#secrets.seal(config),
      plugins_json: JSON.stringify(bot.plugins),
      state: bot.state,
      started_at_ms: bot.startedAtMs,
    };
  }

  #toBot(character: Character, row: Selectable<BotsTable> | undefined): Bot {
    return {
      character,
      avatarUrl: row?.avatar_url ?? null,
      platformType: row?.platform_type ?? DEFAULT_PLATFORM,
      platformConfig: this.#opened(row?.platform_config_sealed ?? null),
      plugins: row === undefined ? [] : (JSON.parse(row.plugins_json) as string[]),
      state: row?.state ?? 'new',
      startedAtMs: row?.started_at_ms == null ? null : Number(row.started_at_ms),
    };
  }

  /** What cannot be opened any more has to be given again. */
  #opened(sealed: string | null): PlatformConfig {
    if (sealed === null) return {};
    try {
      return JSON.parse(this.#secrets.open(sealed)) as PlatformConfig;
    } catch {
      return {};
    }
  }
}

async function findRow(db: Kysely<Schema>, characterId: string): Promise<Selectable<BotsTable> | undefined> {
  return await db.selectFrom('bots').selectAll().where('character_id', '=', characterId).executeTakeFirst();
}
