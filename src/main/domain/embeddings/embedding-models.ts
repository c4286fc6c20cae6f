import { isDeepStrictEqual } from 'node:util';
import type { Embedder } from '../../inference/embeddings.ts';
import type { SecretBox } from '../../storage/secret-box.ts';
import type { ModelLibrary } from '../models/model-library.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { EmbedderShelf } from './embedder-shelf.ts';
import { type EmbeddingChoice, nameOfChoice, type RemoteChoice } from './embedding-choice.ts';
import type { EmbeddingFolders } from './embedding-folders.ts';
import { guessPrompts } from './guess-prompts.ts';
import { type PromptedEmbedder, withPrompts } from './prompted-embedder.ts';

export interface EmbedderFactory {
  /** The built-in one, which needs no model. */
  lexical: Embedder;
  /** A GGUF file on this machine. */
  fromFile(path: string): Embedder;
  /** A folder with an ONNX model on this machine. */
  fromFolder(path: string): Embedder;
  /** An OpenAI-compatible server. */
  fromServer(server: { baseUrl: string; model: string; apiKey?: string }): Embedder;
}

const CHOSEN = 'embedding_model';
/** Which choice made the vectors of each id, so that what is looked for can be compared with them after a restart. */
const MAKERS = 'embedding_makers';
const LEXICAL: EmbeddingChoice = { provider: 'lexical' };

/** Knows which embedding model was chosen, which ones there are, and lends them. */
export class EmbeddingModels {
  readonly folders: EmbeddingFolders;
  readonly library: ModelLibrary;
  readonly #settings: SettingsStore;
  readonly #secrets: SecretBox;
  readonly #lexical: Embedder;
  readonly #shelf: EmbedderShelf;

  constructor(deps: {
    settings: SettingsStore;
    library: ModelLibrary;
    folders: EmbeddingFolders;
    factory: EmbedderFactory;
    secrets: SecretBox;
  }) {
    this.#settings = deps.settings;
    this.library = deps.library;
    this.folders = deps.folders;
    this.#secrets = deps.secrets;
    this.#lexical = deps.factory.lexical;
    this.#shelf = new EmbedderShelf((choice) => this.#make(deps.factory, choice));
  }

  async chosen(): Promise<EmbeddingChoice> {
    return ((await this.#settings.get(CHOSEN)) as EmbeddingChoice | undefined) ?? LEXICAL;
  }

  /** @throws DomainError `not_found`, `invalid` */
  async choose(choice: EmbeddingChoice): Promise<void> {
    if (choice.provider === 'file') await this.library.require(choice.id, 'embedding');
    if (choice.provider === 'onnx') await this.folders.require(choice.id);
    const complete = choice.provider === 'openai' ? await this.#withKey(choice) : choice;
    await this.#settings.set(CHOSEN, complete);
  }

  /** Lends a model to `work`. It is not freed before that has ended. */
  async use<T>(choice: EmbeddingChoice, work: (embedder: PromptedEmbedder) => Promise<T>): Promise<T> {
    return await this.#shelf.use(choice, (embedder) => work(withPrompts(embedder, promptsOf(choice))));
  }

  /** Frees all but these, each as soon as nobody works with it. */
  keepOnly(choices: readonly EmbeddingChoice[]): void {
    this.#shelf.keepOnly(choices);
  }

  /** What a model is called in the API. */
  async nameOf(choice: EmbeddingChoice): Promise<string> {
    return choice.provider === 'lexical' ? (await this.#lexical.info()).id : nameOfChoice(choice);
  }

  /** Every model on this machine and the chosen one, each once, the built-in one first. */
  async installed(): Promise<EmbeddingChoice[]> {
    const files = (await this.library.list('embedding')).map(({ id }) => ({ provider: 'file' as const, id }));
    const folders = (await this.folders.list()).map((id) => ({ provider: 'onnx' as const, id }));
    const chosen = await this.chosen();
    const others: EmbeddingChoice[] = [LEXICAL, ...files, ...folders];
    const isChosen = (other: EmbeddingChoice) =>
      other.provider === chosen.provider && ('id' in other ? 'id' in chosen && other.id === chosen.id : true);
    const known = others.some(isChosen);
    return [...others.map((other) => (isChosen(other) ? chosen : other)), ...(known ? [] : [chosen])];
  }

  /** Remembers who makes the vectors of this id. */
  async remember(modelId: string, choice: EmbeddingChoice): Promise<void> {
    const makers = await this.#makers();
    if (isDeepStrictEqual(makers[modelId], choice)) return;
    await this.#settings.set(MAKERS, { ...makers, [modelId]: choice });
  }

  /** Forgets who made other vectors than these. */
  async rememberOnly(modelIds: readonly string[]): Promise<void> {
    const makers = Object.entries(await this.#makers());
    const kept = makers.filter(([id]) => modelIds.includes(id));
    if (kept.length < makers.length) await this.#settings.set(MAKERS, Object.fromEntries(kept));
  }

  /** Who makes vectors of this id; undefined where that is not known any more. */
  async makerOf(modelId: string): Promise<EmbeddingChoice | undefined> {
    if (modelId === (await this.#lexical.info()).id) return LEXICAL;
    return (await this.#makers())[modelId];
  }

  async #makers(): Promise<Record<string, EmbeddingChoice>> {
    return ((await this.#settings.get(MAKERS)) as Record<string, EmbeddingChoice> | undefined) ?? {};
  }

  /** A choice that names the same server without a key keeps the key that was given before. */
  async #withKey(choice: RemoteChoice): Promise<RemoteChoice> {
    if (choice.api_key !== undefined) return { ...choice, api_key: this.#secrets.seal(choice.api_key) };
    const before = await this.chosen();
    const sameServer = before.provider === 'openai' && before.base_url === choice.base_url;
    return sameServer ? { ...choice, api_key: before.api_key } : choice;
  }

  #make(factory: EmbedderFactory, choice: EmbeddingChoice): Embedder {
    switch (choice.provider) {
      case 'lexical':
        return factory.lexical;
      case 'file':
        return factory.fromFile(this.library.pathOf(choice.id));
      case 'onnx':
        return factory.fromFolder(this.folders.pathOf(choice.id));
      case 'openai':
        return factory.fromServer({
          baseUrl: choice.base_url,
          model: choice.model,
          ...this.#keyOf(choice),
        });
    }
  }

  /** A key that cannot be opened any more has to be given again: the server will refuse, and say so. */
  #keyOf({ api_key }: RemoteChoice): { apiKey?: string } {
    try {
      return api_key === undefined ? {} : { apiKey: this.#secrets.open(api_key) };
    } catch {
      return {};
    }
  }
}

/** What the owner said, else what the model's files say, else what its name tells. */
function promptsOf(choice: EmbeddingChoice): Parameters<typeof withPrompts>[1] {
  if (choice.provider === 'lexical') return () => ({});
  return ({ name = '', prompts = {} }) => {
    const guessed = Object.keys(prompts).length > 0 ? prompts : guessPrompts([nameOfChoice(choice), name]);
    const query = choice.query_prefix ?? guessed.query;
    const passage = choice.passage_prefix ?? guessed.passage;
    return { ...(query && { query }), ...(passage && { passage }) };
  };
}
