import type { FromHost, ToHost } from './engine-protocol.ts';
import type { EngineTransport, HostTransport } from './engine-transport.ts';

/** One end of a message channel, as Electron's `MessagePortMain` has it in every process. */
export interface ChannelPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** The engine's end of a line that the desktop shell laid between the engine and the server. */
export function hostPortTransport(port: ChannelPort): HostTransport {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data as ToHost));
      port.start();
    },
    onClose: (listener) => port.on('close', listener),
  };
}

/** The server's end of such a line. What is sent before the line is there waits for it. */
export class EngineLine implements EngineTransport {
  /** The shell knows the process; the server only has the line. */
  readonly pid = undefined;
  readonly #kill: () => void;
  readonly #waiting: ToHost[] = [];
  readonly #messageListeners: ((message: FromHost) => void)[] = [];
  readonly #exitListeners: ((reason: string) => void)[] = [];
  #port: ChannelPort | undefined;
  #ended = false;

  /** @param kill asks the shell to end the engine's process; the line then closes. */
  constructor(kill: () => void) {
    this.#kill = kill;
  }

  connect(port: ChannelPort): void {
    this.#port = port;
    port.on('message', ({ data }) => {
      for (const listener of this.#messageListeners) listener(data as FromHost);
    });
    port.on('close', () => this.#end('the engine ended'));
    port.start();
    for (const message of this.#waiting.splice(0)) port.postMessage(message);
  }

  postMessage(message: ToHost): void {
    if (this.#port === undefined) this.#waiting.push(message);
    else this.#port.postMessage(message);
  }

  onMessage(listener: (message: FromHost) => void): void {
    this.#messageListeners.push(listener);
  }

  onExit(listener: (reason: string) => void): void {
    this.#exitListeners.push(listener);
  }

  kill(): void {
    this.#kill();
  }

  #end(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const listener of this.#exitListeners) listener(reason);
  }
}
