import { EngineError } from '../engine-error.ts';
import { abortError, throwIfAborted } from './abort-error.ts';
import type {
  EngineCallName,
  EngineCalls,
  EngineStreamName,
  EngineStreams,
  FromHost,
  ToHost,
} from './engine-protocol.ts';

interface Pending {
  onEvents(events: unknown[]): void;
  onResult(value: unknown): void;
  onError(error: Error): void;
}

/** Makes calls to one engine process. When that process ends, `fail` ends every call that is still open. */
export class RpcCaller {
  readonly #send: (message: ToHost) => void;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #failure: Error | undefined;

  constructor(send: (message: ToHost) => void) {
    this.#send = send;
  }

  /** Takes a message from the engine; says whether it belonged to a call. */
  receive(message: FromHost): boolean {
    if (!('id' in message)) return false;
    const pending = this.#pending.get(message.id);
    if (message.type === 'events') pending?.onEvents(message.events);
    else if (message.type === 'result') pending?.onResult(message.value);
    else if (message.code === 'aborted') pending?.onError(abortError());
    else pending?.onError(new EngineError(message.code, message.message));
    return true;
  }

  get hasOpenCalls(): boolean {
    return this.#pending.size > 0;
  }

  fail(error: Error): void {
    this.#failure = error;
    for (const pending of [...this.#pending.values()]) pending.onError(error);
  }

  call<Name extends EngineCallName>(
    method: Name,
    params: EngineCalls[Name]['params'],
    signal?: AbortSignal,
  ): Promise<EngineCalls[Name]['result']> {
    return new Promise((resolve, reject) => {
      this.#open(method, params, signal, {
        onEvents() {},
        onResult: (value) => resolve(value as never),
        onError: reject,
      });
    });
  }

  async *stream<Name extends EngineStreamName>(
    method: Name,
    params: EngineStreams[Name]['params'],
    signal?: AbortSignal,
  ): AsyncGenerator<EngineStreams[Name]['event'], void, undefined> {
    let arrived: EngineStreams[Name]['event'][] = [];
    let done = false;
    let failure: Error | undefined;
    let wake = () => {};
    const close = this.#open(method, params, signal, {
      onEvents: (events) => {
        for (const event of events) arrived.push(event as EngineStreams[Name]['event']);
        wake();
      },
      onResult: () => {
        done = true;
        wake();
      },
      onError: (error) => {
        failure = error;
        wake();
      },
    });
    try {
      while (true) {
        if (failure && signal?.aborted) throw failure;
        const events = arrived;
        arrived = [];
        for (const event of events) {
          throwIfAborted(signal);
          yield event;
        }
        if (arrived.length > 0) continue;
        if (failure) throw failure;
        if (done) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      close();
    }
  }

  /** Returns what ends the call early; harmless when it has ended. */
  #open(
    method: EngineCallName | EngineStreamName,
    params: unknown,
    signal: AbortSignal | undefined,
    pending: Pending,
  ): () => void {
    throwIfAborted(signal);
    if (this.#failure) throw this.#failure;
    const id = this.#nextId++;
    const settle = () => {
      signal?.removeEventListener('abort', onAbort);
      return this.#pending.delete(id);
    };
    const cancel = () => {
      if (settle()) this.#send({ type: 'cancel', id });
    };
    const onAbort = () => {
      cancel();
      pending.onError(abortError(signal));
    };
    this.#pending.set(id, {
      onEvents: pending.onEvents,
      onResult: (value) => {
        settle();
        pending.onResult(value);
      },
      onError: (error) => {
        settle();
        pending.onError(error);
      },
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#send({ type: 'call', id, method, params });
    return cancel;
  }
}
