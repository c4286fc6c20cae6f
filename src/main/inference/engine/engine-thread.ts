import { parentPort, Worker, workerData } from 'node:worker_threads';
import { EngineError } from '../engine-error.ts';
import type { EngineCallName, EngineCalls, FromHost, ToHost } from './engine-protocol.ts';
import { RpcCaller } from './rpc-caller.ts';
import { type CallHandlers, serveRpc } from './rpc-host.ts';

/** Each is a part of the engine that computes without pause, and tokens must not wait for it. */
export type EngineThreadName = 'speech' | 'onnx';

interface Life {
  worker: Worker;
  rpc: RpcCaller;
}

/** Loading a large model takes a while, in which a thread says nothing. */
const SILENCE_MS = 60_000;

/** A thread of the engine. It starts when it is first called, and again at the next call when it has ended. */
export class EngineThread {
  readonly #entry: string;
  readonly #name: EngineThreadName;
  readonly #stopped: string;
  readonly #silenceMs: number;
  #life: Life | undefined;

  /**
   * @param entry the file that the thread runs; it calls `serveThread`
   * @param stopped what calls fail with that were open when the thread ended
   * @param silenceMs how long it may give no sign of life while it has work to do; then it is ended
   */
  constructor(entry: string, name: EngineThreadName, stopped: string, silenceMs = SILENCE_MS) {
    this.#entry = entry;
    this.#name = name;
    this.#stopped = stopped;
    this.#silenceMs = silenceMs;
  }

  call<Name extends EngineCallName>(
    method: Name,
    params: EngineCalls[Name]['params'],
    signal?: AbortSignal,
  ): Promise<EngineCalls[Name]['result']> {
    this.#life ??= this.#start();
    return this.#life.rpc.call(method, params, signal);
  }

  async end(): Promise<void> {
    const life = this.#life;
    this.#life = undefined;
    await life?.worker.terminate();
  }

  #start(): Life {
    const worker = new Worker(this.#entry, { workerData: { thread: this.#name } });
    const rpc = new RpcCaller((message) => worker.postMessage(message));
    const life = { worker, rpc };
    let lastSignMs = performance.now();
    // A file from a stranger can keep a thread busy for ever, e.g. with a pattern that never comes to its end.
    const heartbeat = setInterval(() => {
      const now = performance.now();
      if (!rpc.hasOpenCalls) lastSignMs = now;
      if (now - lastSignMs > this.#silenceMs) void worker.terminate();
      else worker.postMessage({ type: 'ping' } satisfies ToHost);
    }, this.#silenceMs / 4).unref();
    worker.on('message', (message: FromHost) => {
      lastSignMs = performance.now();
      rpc.receive(message);
    });
    const end = () => {
      clearInterval(heartbeat);
      if (this.#life === life) this.#life = undefined;
      rpc.fail(new EngineError('engine_crashed', this.#stopped));
    };
    worker.on('error', end);
    worker.on('exit', end);
    return life;
  }
}

/** Which thread this is. */
export function threadName(): EngineThreadName {
  return (workerData as { thread: EngineThreadName }).thread;
}

/** What a thread does: answers its parent's calls. */
export function serveThread(calls: CallHandlers): void {
  const port = parentPort;
  if (!port) throw new Error('This runs in a thread of the engine.');
  serveRpc(
    {
      postMessage: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (message: ToHost) => listener(message)),
      onClose: (listener) => port.once('close', listener),
    },
    calls,
    {},
  );
}
