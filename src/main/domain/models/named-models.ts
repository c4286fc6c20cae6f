import type { LanguageModel } from '../../inference/llm.ts';
import { type ModelLibrary, STARTER_ID } from './model-library.ts';
import { type ModelLoan, streamWithLoan } from './model-loan.ts';
import type { ModelFactory, ModelService } from './model-service.ts';

/** The name of whatever model is in use. */
export const DEFAULT_MODEL = 'default';

interface Guest {
  id: string;
  model: LanguageModel;
  users: number;
  /** Another one took its place: the last user frees it. */
  replaced: boolean;
}

/**
 * The models that can be asked for by name: the one in use, and every file of the library. A file that is not in use
 * is loaded when it is asked for, and stays until another such file is asked for.
 */
export class NamedModels {
  readonly #models: ModelService;
  readonly #library: ModelLibrary;
  readonly #fromFile: ModelFactory['fromFile'];
  #guest: Guest | undefined;

  constructor(deps: {
    models: ModelService;
    library: ModelLibrary;
    fromFile: ModelFactory['fromFile'];
  }) {
    this.#models = deps.models;
    this.#library = deps.library;
    this.#fromFile = deps.fromFile;
  }

  /** The one in use first, under its two names. */
  async names(): Promise<string[]> {
    const files = (await this.#library.list('language')).map(({ id }) => id);
    return [...new Set([DEFAULT_MODEL, await this.#nameInUse(), ...files])];
  }

  /** Lends a model to `work`. @throws DomainError `not_found` */
  stream<T>(
    name: string,
    work: (model: LanguageModel) => AsyncIterable<T>,
  ): AsyncGenerator<T, void, undefined> {
    return streamWithLoan(() => this.borrow(name), work);
  }

  /** Lends a model until it is given back. @throws DomainError `not_found` */
  async borrow(name: string): Promise<ModelLoan> {
    if (name === DEFAULT_MODEL || name === (await this.#nameInUse())) return await this.#models.borrow();
    await this.#library.require(name, 'language');
    const guest = this.#invite(name);
    guest.users += 1;
    const giveBack = async () => {
      guest.users -= 1;
      if (guest.replaced) await this.#free(guest);
    };
    return { model: guest.model, giveBack };
  }

  async close(): Promise<void> {
    await this.#guest?.model.dispose();
  }

  async #nameInUse(): Promise<string> {
    const choice = await this.#models.choice();
    if (choice.provider === 'openai') return choice.model;
    return choice.provider === 'file' ? choice.id : STARTER_ID;
  }

  #invite(id: string): Guest {
    const before = this.#guest;
    if (before?.id === id) return before;
    this.#guest = { id, model: this.#fromFile(this.#library.pathOf(id)), users: 0, replaced: false };
    if (before !== undefined) {
      before.replaced = true;
      void this.#free(before);
    }
    return this.#guest;
  }

  async #free(guest: Guest): Promise<void> {
    if (guest.users === 0) await guest.model.dispose();
  }
}
