import { EngineError } from '../engine-error.ts';
import type { EngineDevices, FromHost } from './engine-protocol.ts';
import type { EngineTransport } from './engine-transport.ts';
import { RpcCaller } from './rpc-caller.ts';

interface EngineProcessOptions {
  transport: EngineTransport;
  /** An engine that has calls to answer and gives no sign of life for this long is ended. */
  silenceMs: number;
  onExit: (reason: string, life: EngineProcess) => void;
}

/** One life of the engine process, from its start to its end. */
export class EngineProcess {
  readonly rpc: RpcCaller;
  /** Resolves when the engine answers calls; rejects with an EngineError when it ends before. */
  readonly ready: Promise<void>;
  devices: EngineDevices | undefined;
  /** The file that native code is reading right now. */
  loadingFile: string | null = null;
  readonly #transport: EngineTransport;
  readonly #silenceMs: number;
  readonly #heartbeat: NodeJS.Timeout;
  #lastSignMs = performance.now();
  #killedFor: string | undefined;

  constructor({ transport, silenceMs, onExit }: EngineProcessOptions) {
    this.#transport = transport;
    this.#silenceMs = silenceMs;
    this.#heartbeat = setInterval(() => this.#beat(), silenceMs / 4).unref();
    this.rpc = new RpcCaller((message) => transport.postMessage(message));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ready = promise;
    promise.catch(() => {});
    transport.onMessage((message) => this.#receive(message, resolve));
    transport.onExit((reason) => {
      clearInterval(this.#heartbeat);
      const error = new EngineError(
        'engine_crashed',
        'The engine stopped unexpectedly. It is starting again.',
      );
      reject(error);
      this.rpc.fail(error);
      onExit(this.#killedFor ?? reason, this);
    });
  }

  get pid(): number | undefined {
    return this.#transport.pid;
  }

  kill(): void {
    clearInterval(this.#heartbeat);
    this.#transport.kill();
  }

  /** A file from a stranger can keep the engine's event loop busy for ever, e.g. with a chat template that loops. */
  #beat(): void {
    const now = performance.now();
    if (!this.rpc.hasOpenCalls) this.#lastSignMs = now;
    if (now - this.#lastSignMs > this.#silenceMs) {
      this.#killedFor = `no sign of life for ${Math.round(this.#silenceMs / 1000)} s`;
      this.kill();
      return;
    }
    this.#transport.postMessage({ type: 'ping' });
  }

  #receive(message: FromHost, onReady: () => void): void {
    this.#lastSignMs = performance.now();
    if (this.rpc.receive(message)) return;
    if (message.type === 'ready') onReady();
    else if (message.type === 'devices') this.devices = message.devices;
    else if (message.type === 'loading') this.loadingFile = message.file;
  }
}
