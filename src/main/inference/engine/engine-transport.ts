import type { FromHost, ToHost } from './engine-protocol.ts';

/** The server's end of the line to one engine process. */
export interface EngineTransport {
  readonly pid: number | undefined;
  postMessage(message: ToHost): void;
  onMessage(listener: (message: FromHost) => void): void;
  /** Called once, when the process has ended or could not be started. `reason` is for the log. */
  onExit(listener: (reason: string) => void): void;
  /** Ends the process at once. */
  kill(): void;
}

/** The engine's end of the same line. */
export interface HostTransport {
  postMessage(message: FromHost): void;
  onMessage(listener: (message: ToHost) => void): void;
  /** Called once, when nobody is left at the other end. */
  onClose(listener: () => void): void;
}
