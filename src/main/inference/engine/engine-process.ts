import { EngineError } from '../engine-error.ts';
import type { EngineDevices, FromHost } from './engine-protocol.ts';
import type { EngineTransport } from './engine-transport.ts';
import { RpcCaller } from './rpc-caller.ts';

/** One life of the engine process, from its start to its end. */
export class EngineProcess {
  readonly rpc: RpcCaller;
  /** Resolves when the engine answers calls; rejects with an EngineError when it ends before. */
  readonly ready: Promise<void>;
  devices: EngineDevices | undefined;
  /** The file that native code is reading right now. */
  loadingFile: string | null = null;
  readonly #transport: EngineTransport;

  constructor(transport: EngineTransport, onExit: (reason: string, life: EngineProcess) => void) {
    this.#transport = transport;
    this.rpc = new RpcCaller((message) => transport.postMessage(message));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ready = promise;
    promise.catch(() => {});
    transport.onMessage((message) => this.#receive(message, resolve));
    transport.onExit((reason) => {
      const error = new EngineError(
        'engine_crashed',
        'The engine stopped unexpectedly. It is starting again.',
      );
      reject(error);
      this.rpc.fail(error);
      onExit(reason, this);
    });
  }

  get pid(): number | undefined {
    return this.#transport.pid;
  }

  kill(): void {
    this.#transport.kill();
  }

  #receive(message: FromHost, onReady: () => void): void {
    if (this.rpc.receive(message)) return;
    if (message.type === 'ready') onReady();
    else if (message.type === 'devices') this.devices = message.devices;
    else if (message.type === 'loading') this.loadingFile = message.file;
  }
}
