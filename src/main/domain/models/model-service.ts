import { basename } from 'node:path';
import { EngineError } from '../../inference/engine-error.ts';
import type { LanguageModel, LanguageModelInfo } from '../../inference/llm.ts';
import type { SecretBox } from '../../storage/secret-box.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { ModelLibrary } from './model-library.ts';
import { type ModelLoan, withLoan } from './model-loan.ts';

/** The model that the owner chose; a key in it is sealed where it is stored. */
export type ModelChoice =
  | { provider: 'starter' }
  | { provider: 'file'; id: string }
  | { provider: 'openai'; base_url: string; model: string; api_key?: string | undefined };

type RemoteChoice = Extract<ModelChoice, { provider: 'openai' }>;

export interface ModelFactory {
  /** A GGUF file on this machine. */
  fromFile(file: string): LanguageModel;
  /** An OpenAI-compatible server. */
  fromServer(server: { baseUrl: string; model: string; apiKey?: string }): LanguageModel;
}

export type ModelState =
  | { state: 'loading' }
  | { state: 'ready'; info: LanguageModelInfo }
  | { state: 'failed'; error: EngineError };

interface Current {
  choice: ModelChoice;
  model: LanguageModel;
  state: ModelState;
  /** How many work with it now. */
  users: number;
  /** Another one was chosen: the last user frees it. */
  replaced: boolean;
}

const SETTING = 'model';

/** Knows which language model is in use, and changes it. */
export class ModelService {
  readonly #settings: SettingsStore;
  readonly #library: ModelLibrary;
  readonly #factory: ModelFactory;
  readonly #secrets: SecretBox;
  /** A file given on the command line; it goes before the setting. */
  readonly #override: string | undefined;
  #current: Promise<Current> | undefined;

  constructor(deps: {
    settings: SettingsStore;
    library: ModelLibrary;
    factory: ModelFactory;
    secrets: SecretBox;
    overrideFile: string | undefined;
  }) {
    this.#settings = deps.settings;
    this.#library = deps.library;
    this.#factory = deps.factory;
    this.#secrets = deps.secrets;
    this.#override = deps.overrideFile;
  }

  /** Lends the model in use to `work`. It is not freed before that has ended, whatever is chosen meanwhile. */
  async use<T>(work: (model: LanguageModel) => Promise<T>): Promise<T> {
    return await withLoan(() => this.borrow(), work);
  }

  /** Lends the model in use until it is given back. */
  async borrow(): Promise<ModelLoan> {
    const current = await this.#open();
    current.users += 1;
    const giveBack = async () => {
      current.users -= 1;
      if (current.replaced) void this.#free(current);
    };
    return { model: current.model, giveBack };
  }

  /** Begins to load the model. */
  warmUp(): void {
    this.#open().catch(() => {});
  }

  async choice(): Promise<ModelChoice> {
    return (await this.#open()).choice;
  }

  async state(): Promise<ModelState> {
    return (await this.#open()).state;
  }

  /** Takes another model from the next turn on, and begins to load it. @throws DomainError `not_found` */
  async choose(choice: ModelChoice): Promise<void> {
    const kept = await this.#settings.get(SETTING);
    const complete = choice.provider === 'openai' ? withKeptKey(this.#sealed(choice), kept) : choice;
    if (complete.provider === 'file') await this.#library.require(complete.id, 'language');
    await this.#settings.set(SETTING, complete);
    const before = this.#current;
    this.#current = undefined;
    await this.#open();
    void before?.then(
      (current) => {
        current.replaced = true;
        return this.#free(current);
      },
      () => {},
    );
  }

  async close(): Promise<void> {
    await (await this.#current)?.model.dispose();
  }

  #sealed(choice: RemoteChoice): RemoteChoice {
    return choice.api_key === undefined ? choice : { ...choice, api_key: this.#secrets.seal(choice.api_key) };
  }

  /** A key that cannot be opened any more has to be given again: the server will refuse, and say so. */
  #keyOf({ api_key }: RemoteChoice): { apiKey?: string } {
    try {
      return api_key === undefined ? {} : { apiKey: this.#secrets.open(api_key) };
    } catch {
      return {};
    }
  }

  async #free(replaced: Current): Promise<void> {
    if (replaced.users === 0) await replaced.model.dispose();
  }

  #open(): Promise<Current> {
    this.#current ??= this.#load().catch((error: unknown) => {
      this.#current = undefined;
      throw error;
    });
    return this.#current;
  }

  async #load(): Promise<Current> {
    const stored = (await this.#settings.get(SETTING)) as ModelChoice | undefined;
    const choice: ModelChoice =
      this.#override === undefined
        ? (stored ?? { provider: 'starter' })
        : { provider: 'file', id: basename(this.#override) };
    const current: Current = {
      choice,
      model: this.#make(choice),
      state: { state: 'loading' },
      users: 0,
      replaced: false,
    };
    void current.model.info().then(
      (info) => {
        current.state = { state: 'ready', info };
      },
      (error: unknown) => {
        current.state = { state: 'failed', error: toEngineError(error) };
      },
    );
    return current;
  }

  #make(choice: ModelChoice): LanguageModel {
    if (this.#override !== undefined) return this.#factory.fromFile(this.#override);
    switch (choice.provider) {
      case 'starter':
        return this.#factory.fromFile(this.#library.starterFile);
      case 'file':
        return this.#factory.fromFile(this.#library.pathOf(choice.id));
      case 'openai':
        return this.#factory.fromServer({
          baseUrl: choice.base_url,
          model: choice.model,
          ...this.#keyOf(choice),
        });
    }
  }
}

/** A choice that names the same server without a key keeps the key that was given before. */
function withKeptKey(choice: RemoteChoice, kept: unknown): ModelChoice {
  const before = kept as ModelChoice | undefined;
  const sameServer = before?.provider === 'openai' && before.base_url === choice.base_url;
  return sameServer && choice.api_key === undefined ? { ...choice, api_key: before.api_key } : choice;
}

function toEngineError(error: unknown): EngineError {
  return error instanceof EngineError
    ? error
    : new EngineError('failed', 'The model could not be loaded; the log says why', { cause: error });
}
