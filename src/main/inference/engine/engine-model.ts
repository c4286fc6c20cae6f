import { EngineError } from '../engine-error.ts';
import { throwIfAborted } from './abort-error.ts';
import type { CrashRecord } from './crash-record.ts';
import type { EngineProcess } from './engine-process.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';
import type { RpcCaller } from './rpc-caller.ts';

/** What every model needs that the engine holds. */
export interface EngineModelContext {
  supervisor: EngineSupervisor;
  crashes: CrashRecord;
  /** How many objects use each model; the last one to be disposed frees it in the engine. */
  users: Map<string, number>;
}

interface EngineModelOptions<Info> {
  /** Two with the same key share one copy in the engine. */
  key: string;
  /** What is to blame when the engine ends while it is loaded. */
  path: string;
  load(rpc: RpcCaller, signal: AbortSignal | undefined): Promise<Info>;
  release(rpc: RpcCaller): Promise<unknown>;
}

/** A model in the engine, as the server sees it. Every life of the engine loads it once, at its first use. */
export class EngineModel<Info> {
  readonly #options: EngineModelOptions<Info>;
  readonly #context: EngineModelContext;
  #loadedIn: EngineProcess | undefined;
  #disposed = false;

  constructor(options: EngineModelOptions<Info>, context: EngineModelContext) {
    this.#options = options;
    this.#context = context;
    context.users.set(options.key, (context.users.get(options.key) ?? 0) + 1);
  }

  /** Loads it if it is not loaded. @throws EngineError */
  async load(signal: AbortSignal | undefined): Promise<Info> {
    const { crashes } = this.#context;
    const life = await this.#life(signal);
    crashes.check(this.#options.path);
    const info = await this.#options.load(life.rpc, signal);
    crashes.loaded(this.#options.path);
    this.#loadedIn = life;
    return info;
  }

  /** The line to an engine in which it is loaded. @throws EngineError */
  async loaded(signal: AbortSignal | undefined): Promise<RpcCaller> {
    const life = await this.#life(signal);
    if (this.#loadedIn === life) return life.rpc;
    await this.load(signal);
    // The engine may have been replaced meanwhile; `load` has loaded the model into its successor.
    return (this.#loadedIn ?? life).rpc;
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    const { users: all, supervisor } = this.#context;
    const users = (all.get(this.#options.key) ?? 1) - 1;
    all.set(this.#options.key, users);
    const life = supervisor.life;
    if (users > 0 || !life || supervisor.state !== 'ready') return;
    // An engine that ends meanwhile has freed it too.
    await this.#options.release(life.rpc).catch(() => {});
  }

  async #life(signal: AbortSignal | undefined): Promise<EngineProcess> {
    throwIfAborted(signal);
    if (this.#disposed) throw new EngineError('failed', 'The model has been closed.');
    return this.#context.supervisor.running();
  }
}
