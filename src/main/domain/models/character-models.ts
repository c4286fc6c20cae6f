import type { Kysely, Selectable } from 'kysely';
import type { LanguageModel } from '../../inference/llm.ts';
import type { CharacterModelsTable, Schema } from '../../storage/schema.ts';
import type { SecretBox } from '../../storage/secret-box.ts';
import type { Principal } from '../accounts/principal.ts';
import type { Character } from '../characters/character.ts';
import { type ModelLoan, streamWithLoan, withLoan } from './model-loan.ts';
import { DEFAULT_MODEL, type NamedModels } from './named-models.ts';
import { isPlaceholderKey } from './placeholder-key.ts';

/** What somebody wants to change about a character's model; what is left out stays as it is, null takes it away. */
export interface ModelWish {
  /** `local`, the name of a server that is known, or any name with a `baseUrl`. */
  provider?: string | undefined;
  model?: string | null | undefined;
  /** Of an OpenAI-compatible server, with the version in it. */
  baseUrl?: string | null | undefined;
  apiKey?: string | null | undefined;
}

/** The model that a character has, without its key. */
export interface CharacterModel {
  provider: string;
  model: string | null;
  baseUrl: string | null;
  hasApiKey: boolean;
  /** Whether a server answers; otherwise it is a model of this installation. */
  isRemote: boolean;
  /** Whether one of this installation was asked for. */
  isLocal: boolean;
  /** Whether the server that was asked for has an address. */
  isKnown: boolean;
}

export interface ModelServer {
  baseUrl: string;
  model: string;
  apiKey?: string;
}

interface CharacterModelsDependencies {
  db: Kysely<Schema>;
  secrets: SecretBox;
  /** Those of this installation. */
  models: Pick<NamedModels, 'borrow' | 'names'>;
  /** Servers that need no address, by the provider's name. */
  knownServers: Readonly<Record<string, string>>;
  /** @param asker what the owner chose may be any server; an account's is what accounts may reach */
  fromServer(server: ModelServer, asker: 'owner' | 'account'): LanguageModel;
  /** @throws DomainError `invalid` for an address that this account's characters may not reach */
  checkAddress(principal: Principal, url: string): void;
}

const LOCAL = 'local';

/**
 * The language models that characters have for themselves. One that has none, or names a server that cannot be asked
 * for want of a key or an address, answers with the model in use.
 */
export class CharacterModels {
  readonly #db: Kysely<Schema>;
  readonly #deps: CharacterModelsDependencies;

  constructor(deps: CharacterModelsDependencies) {
    this.#deps = deps;
    this.#db = deps.db;
  }

  /** Lends the character's model to `work`. */
  async use<T>(character: Character, work: (model: LanguageModel) => Promise<T>): Promise<T> {
    return await withLoan(() => this.#borrow(character), work);
  }

  /** The same for work that gives something on the way. */
  stream<T>(
    character: Character,
    work: (model: LanguageModel) => AsyncIterable<T>,
  ): AsyncGenerator<T, void, undefined> {
    return streamWithLoan(() => this.#borrow(character), work);
  }

  async of(characterId: string): Promise<CharacterModel> {
    return this.#describe(await this.#row(characterId));
  }

  /** @throws DomainError `invalid` */
  check(principal: Principal, { baseUrl }: ModelWish): void {
    if (typeof baseUrl === 'string') this.#deps.checkAddress(principal, baseUrl);
  }

  /** A key stays with the server that it was given for: another server does not get it. */
  async change(characterId: string, wish: ModelWish): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      const before = await findRow(transaction, characterId);
      const provider = wish.provider ?? before?.provider ?? LOCAL;
      const changed = wish.provider !== undefined && wish.provider !== before?.provider;
      const base_url =
        wish.baseUrl === undefined ? (changed ? null : (before?.base_url ?? null)) : wish.baseUrl;
      const sameServer =
        this.#address(provider, base_url) === this.#address(before?.provider, before?.base_url);
      const row = {
        provider,
        base_url,
        model: wish.model === undefined ? (before?.model ?? null) : wish.model,
        api_key_sealed:
          wish.apiKey === undefined
            ? sameServer
              ? (before?.api_key_sealed ?? null)
              : null
            : this.#sealed(wish.apiKey),
      };
      await transaction
        .insertInto('character_models')
        .values({ character_id: characterId, ...row })
        .onConflict((conflict) => conflict.column('character_id').doUpdateSet(row))
        .execute();
    });
  }

  async #borrow({ id, ownerId }: Character): Promise<ModelLoan> {
    const { models, db, fromServer } = this.#deps;
    const row = await this.#row(id);
    if (row === undefined) return await models.borrow(DEFAULT_MODEL);
    const server = this.#serverOf(row);
    if (server === null) return await models.borrow(await this.#nameOf(row));
    const owner = await db.selectFrom('users').select('role').where('id', '=', ownerId).executeTakeFirst();
    const model = fromServer(server, owner?.role === 'owner' ? 'owner' : 'account');
    return { model, giveBack: () => model.dispose() };
  }

  /** A model of this installation, where there is one of that name. */
  async #nameOf({ provider, model }: Selectable<CharacterModelsTable>): Promise<string> {
    if (provider !== LOCAL || model === null) return DEFAULT_MODEL;
    return (await this.#deps.models.names()).includes(model) ? model : DEFAULT_MODEL;
  }

  #describe(row: Selectable<CharacterModelsTable> | undefined): CharacterModel {
    const { provider = LOCAL, model = null, base_url = null, api_key_sealed = null } = row ?? {};
    return {
      provider,
      model,
      baseUrl: base_url,
      hasApiKey: api_key_sealed !== null,
      isRemote: row !== undefined && this.#serverOf(row) !== null,
      isLocal: provider === LOCAL,
      isKnown: this.#address(provider, base_url) !== null,
    };
  }

  /** A server that is known by its name takes nobody without a key; one with an address of its own may. */
  #serverOf({
    provider,
    base_url,
    model,
    api_key_sealed,
  }: Selectable<CharacterModelsTable>): ModelServer | null {
    const baseUrl = this.#address(provider, base_url);
    const apiKey = this.#keyIn(api_key_sealed);
    if (baseUrl === null || (base_url === null && apiKey === undefined)) return null;
    return { baseUrl, model: model ?? DEFAULT_MODEL, ...(apiKey === undefined ? {} : { apiKey }) };
  }

  #address(provider: string | undefined, baseUrl: string | null | undefined): string | null {
    if (provider === undefined || provider === LOCAL) return null;
    return baseUrl ?? this.#deps.knownServers[provider] ?? null;
  }

  #sealed(apiKey: string | null): string | null {
    return apiKey === null || isPlaceholderKey(apiKey) ? null : this.#deps.secrets.seal(apiKey);
  }

  /** A key that cannot be opened any more has to be given again. */
  #keyIn(sealed: string | null): string | undefined {
    try {
      return sealed === null ? undefined : this.#deps.secrets.open(sealed);
    } catch {
      return undefined;
    }
  }

  async #row(characterId: string): Promise<Selectable<CharacterModelsTable> | undefined> {
    return await findRow(this.#db, characterId);
  }
}

async function findRow(
  db: Kysely<Schema>,
  characterId: string,
): Promise<Selectable<CharacterModelsTable> | undefined> {
  return await db
    .selectFrom('character_models')
    .selectAll()
    .where('character_id', '=', characterId)
    .executeTakeFirst();
}
