import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import { type FromServer, fromServer, type ToServer } from './shell-messages.ts';
import { restartDelayMs } from './window-policy.ts';

export interface ServerProcessOptions {
  serverFile: string;
  engineFile: string;
  argv: string[];
  onListening(server: { url: string; token: string }): void;
  /** It cannot run, or ended too often. */
  onFailed(message: string): void;
}

/** Keeps the server running, and the engines that it asks for. */
export class ServerProcess {
  readonly #options: ServerProcessOptions;
  readonly #engines = new Map<number, UtilityProcess>();
  readonly #endings: number[] = [];
  #server: UtilityProcess | undefined;
  #stopping = false;

  constructor(options: ServerProcessOptions) {
    this.#options = options;
    this.#start();
  }

  /** Lets the server keep what was said and close its database; resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const server = this.#server;
    if (server === undefined) return;
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    this.#tell({ type: 'stop' });
    await ended;
  }

  #start(): void {
    const server = utilityProcess.fork(this.#options.serverFile, [], { serviceName: 'Tomo server' });
    this.#server = server;
    server.on('message', (message: unknown) => {
      const parsed = fromServer.safeParse(message);
      if (parsed.success) this.#receive(parsed.data);
    });
    server.once('exit', () => this.#ended());
    this.#tell({ type: 'start', argv: this.#options.argv });
  }

  #receive(message: FromServer): void {
    switch (message.type) {
      case 'listening':
        this.#options.onListening(message);
        return;
      case 'failed':
        this.#stopping = true;
        this.#options.onFailed(message.message);
        return;
      case 'start-engine':
        this.#startEngine(message.id);
        return;
      case 'stop-engine':
        this.#engines.get(message.id)?.kill();
        return;
    }
  }

  #startEngine(id: number): void {
    const { port1, port2 } = new MessageChannelMain();
    const engine = utilityProcess.fork(this.#options.engineFile, [], { serviceName: 'Tomo engine' });
    this.#engines.set(id, engine);
    engine.once('exit', () => {
      this.#engines.delete(id);
      port2.close();
    });
    engine.postMessage({ type: 'line' }, [port1]);
    this.#tell({ type: 'engine', id }, [port2]);
  }

  #ended(): void {
    this.#server = undefined;
    for (const engine of this.#engines.values()) engine.kill();
    this.#engines.clear();
    if (this.#stopping) return;
    const nowMs = Date.now();
    this.#endings.push(nowMs);
    const waitMs = restartDelayMs(this.#endings, nowMs);
    if (waitMs === null) this.#options.onFailed('Tomo’s server ends again and again; its log says why.');
    else setTimeout(() => this.#start(), waitMs);
  }

  #tell(message: ToServer, ports: Electron.MessagePortMain[] = []): void {
    this.#server?.postMessage(message, ports);
  }
}
