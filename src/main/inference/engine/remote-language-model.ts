import { EngineError } from '../engine-error.ts';
import type { ChatTurn, GenerateEvent, GenerateRequest, LanguageModel, LanguageModelInfo } from '../llm.ts';
import { throwIfAborted } from './abort-error.ts';
import type { CrashRecord } from './crash-record.ts';
import type { EngineProcess } from './engine-process.ts';
import type { ModelRef } from './engine-protocol.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';

/** A model file in the engine, as the server sees it. Every life of the engine loads it once, at its first use. */
export class RemoteLanguageModel implements LanguageModel {
  readonly #model: ModelRef;
  readonly #supervisor: EngineSupervisor;
  readonly #crashes: CrashRecord;
  readonly #users: Map<string, number>;
  readonly #key: string;
  #loadedIn: EngineProcess | undefined;
  #disposed = false;

  constructor(
    model: ModelRef,
    supervisor: EngineSupervisor,
    crashes: CrashRecord,
    /** How many objects use each model; the last one to be disposed frees it in the engine. */
    users: Map<string, number>,
  ) {
    this.#model = model;
    this.#supervisor = supervisor;
    this.#crashes = crashes;
    this.#users = users;
    this.#key = JSON.stringify([model.file, model.gpu]);
    users.set(this.#key, (users.get(this.#key) ?? 0) + 1);
  }

  async info(signal?: AbortSignal): Promise<LanguageModelInfo> {
    const life = await this.#life(signal);
    this.#crashes.check(this.#model.file);
    const info = await life.rpc.call('model.info', { model: this.#model }, signal);
    this.#crashes.loaded(this.#model.file);
    this.#loadedIn = life;
    return info;
  }

  async *generate(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<GenerateEvent> {
    const life = await this.#loaded(signal);
    yield* life.rpc.stream('model.generate', { model: this.#model, request }, signal);
  }

  async countTokens(messages: readonly ChatTurn[], signal?: AbortSignal): Promise<number> {
    const life = await this.#loaded(signal);
    return life.rpc.call('model.countTokens', { model: this.#model, messages }, signal);
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    const users = (this.#users.get(this.#key) ?? 1) - 1;
    this.#users.set(this.#key, users);
    const life = this.#supervisor.life;
    if (users > 0 || !life || this.#supervisor.state !== 'ready') return;
    // An engine that ends meanwhile has freed it too.
    await life.rpc.call('model.release', { model: this.#model }).catch(() => {});
  }

  async #life(signal: AbortSignal | undefined): Promise<EngineProcess> {
    throwIfAborted(signal);
    if (this.#disposed) throw new EngineError('failed', 'The model has been closed.');
    return this.#supervisor.running();
  }

  async #loaded(signal: AbortSignal | undefined): Promise<EngineProcess> {
    const life = await this.#life(signal);
    if (this.#loadedIn === life) return life;
    await this.info(signal);
    // The engine may have been replaced meanwhile; `info` has loaded the model into its successor.
    return this.#loadedIn ?? life;
  }
}
