import { EngineError } from '../engine-error.ts';
import { EngineProcess } from './engine-process.ts';
import type { EngineTransport } from './engine-transport.ts';

/** The part of a pino logger that the engine client uses. */
export interface EngineLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export type EngineState = 'stopped' | 'starting' | 'ready' | 'restarting';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** An engine that lived this long was not part of a crash loop. */
const HEALTHY_AFTER_MS = 30_000;

interface SupervisorOptions {
  spawn: () => EngineTransport;
  logger: EngineLogger;
  /** How long an engine with work to do may give no sign of life before it is replaced. */
  silenceMs: number;
  /** Told which file native code was reading when the engine ended, if it was reading one. */
  onCrash: (loadingFile: string | null) => void;
}

/** Keeps one engine process alive: starts it when first needed and again, with growing delays, when it ends. */
export class EngineSupervisor {
  readonly #options: SupervisorOptions;
  #life: EngineProcess | undefined;
  #state: EngineState = 'stopped';
  #restarts = 0;
  #crashesInARow = 0;
  #startedAtMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #nextLife: PromiseWithResolvers<EngineProcess> | undefined;
  #disposed = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get state(): EngineState {
    return this.#state;
  }

  get restarts(): number {
    return this.#restarts;
  }

  get life(): EngineProcess | undefined {
    return this.#life;
  }

  /** The running engine; starts it or waits for its restart. @throws EngineError when it ends before it is ready. */
  async running(): Promise<EngineProcess> {
    if (this.#disposed) throw new EngineError('engine_crashed', 'The engine has been stopped.');
    if (!this.#life && !this.#nextLife) this.#start('starting');
    const life = this.#life ?? (await this.#nextLife?.promise);
    if (!life) throw new EngineError('engine_crashed', 'The engine has been stopped.');
    if (this.#state !== 'ready') await life.ready;
    return life;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#state = 'stopped';
    this.#nextLife?.reject(new EngineError('engine_crashed', 'The engine has been stopped.'));
    const life = this.#life;
    this.#life = undefined;
    life?.rpc.fail(new EngineError('engine_crashed', 'The engine has been stopped.'));
    life?.kill();
  }

  #start(state: 'starting' | 'restarting'): void {
    this.#state = state;
    this.#startedAtMs = performance.now();
    const life = new EngineProcess({
      transport: this.#options.spawn(),
      silenceMs: this.#options.silenceMs,
      onExit: (reason, ended) => this.#onExit(reason, ended),
    });
    this.#life = life;
    this.#nextLife?.resolve(life);
    this.#nextLife = undefined;
    life.ready.then(
      () => {
        if (this.#life === life) this.#state = 'ready';
        this.#options.logger.info({ pid: life.pid }, 'engine ready');
      },
      () => {},
    );
  }

  #onExit(reason: string, ended: EngineProcess): void {
    if (this.#disposed || this.#life !== ended) return;
    this.#life = undefined;
    this.#state = 'restarting';
    this.#restarts += 1;
    const delayMs = this.#delayMs(ended);
    this.#options.logger.error({ reason, delayMs }, 'engine ended unexpectedly, restarting');
    this.#options.onCrash(ended.loadingFile);
    if (delayMs === 0) {
      this.#start('restarting');
      return;
    }
    this.#nextLife = Promise.withResolvers();
    this.#nextLife.promise.catch(() => {});
    this.#timer = setTimeout(() => this.#start('restarting'), delayMs);
  }

  /** No delay the first time, nor when a file is to blame: after the second time that file is refused. */
  #delayMs(ended: EngineProcess): number {
    if (ended.loadingFile !== null) return 0;
    if (performance.now() - this.#startedAtMs > HEALTHY_AFTER_MS) this.#crashesInARow = 0;
    const crashesBefore = this.#crashesInARow;
    this.#crashesInARow += 1;
    return crashesBefore === 0 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (crashesBefore - 1), LONGEST_DELAY_MS);
  }
}
