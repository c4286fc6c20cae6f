import type { ChatTurn, GenerateEvent, GenerateRequest, LanguageModel, LanguageModelInfo } from '../llm.ts';
import { EngineModel, type EngineModelContext } from './engine-model.ts';
import type { ModelRef } from './engine-protocol.ts';

/** A language model in the engine, as the server sees it. */
export class RemoteLanguageModel implements LanguageModel {
  readonly #model: ModelRef;
  readonly #inEngine: EngineModel<LanguageModelInfo>;

  constructor(model: ModelRef, context: EngineModelContext) {
    this.#model = model;
    this.#inEngine = new EngineModel(
      {
        key: JSON.stringify(['model', model.file, model.gpu]),
        path: model.file,
        load: (rpc, signal) => rpc.call('model.info', { model }, signal),
        release: (rpc) => rpc.call('model.release', { model }),
      },
      context,
    );
  }

  info(signal?: AbortSignal): Promise<LanguageModelInfo> {
    return this.#inEngine.load(signal);
  }

  async *generate(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<GenerateEvent> {
    const rpc = await this.#inEngine.loaded(signal);
    yield* rpc.stream('model.generate', { model: this.#model, request }, signal);
  }

  async countTokens(messages: readonly ChatTurn[], signal?: AbortSignal): Promise<number> {
    const rpc = await this.#inEngine.loaded(signal);
    return rpc.call('model.countTokens', { model: this.#model, messages }, signal);
  }

  dispose(): Promise<void> {
    return this.#inEngine.dispose();
  }
}
