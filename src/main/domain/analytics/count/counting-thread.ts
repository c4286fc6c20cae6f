import { Worker } from 'node:worker_threads';
import { DomainError, type DomainErrorCode } from '../../domain-error.ts';
import type {
  CountingMethod,
  CountingRequest,
  CountingResult,
  CountingThreadData,
  FromCountingThread,
  ToCountingThread,
} from './counting-calls.ts';

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Counts in a thread with its own connection, which starts when something is first counted. */
export class CountingThread {
  readonly #entry: string;
  readonly #data: CountingThreadData;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #nextId = 1;
  #closed = false;

  /**
   * @param entry the file that the thread runs; it calls `runCountingThread`
   * @param databaseFile migrated; the thread opens it itself
   */
  constructor(entry: string, databaseFile: string) {
    this.#entry = entry;
    this.#data = { databaseFile };
  }

  /** @throws DomainError `invalid` */
  async call<Method extends CountingMethod>(
    method: Method,
    request: CountingRequest<Method>,
  ): Promise<CountingResult<Method>> {
    if (this.#closed) throw new Error('Counting has ended.');
    const worker = this.#worker ?? this.#start();
    const id = this.#nextId++;
    const message: ToCountingThread = { id, method, request };
    return await new Promise<CountingResult<Method>>((resolve, reject) => {
      this.#pending.set(id, { resolve: (value) => resolve(value as CountingResult<Method>), reject });
      worker.ref();
      worker.postMessage(message);
    });
  }

  /** What is being counted rejects. May be called twice. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, { workerData: this.#data });
    this.#worker = worker;
    worker.on('message', (message: FromCountingThread) => this.#receive(worker, message));
    let failure = new Error('Counting has ended.');
    worker.on('error', (error) => {
      failure = error as Error;
    });
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      for (const { reject } of this.#pending.values()) reject(failure);
      this.#pending.clear();
    });
    return worker;
  }

  #receive(worker: Worker, message: FromCountingThread): void {
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (this.#pending.size === 0) worker.unref();
    if ('value' in message) pending?.resolve(message.value);
    else if ('error' in message) pending?.reject(message.error);
    else {
      const { code, message: why, details } = message.refused;
      pending?.reject(new DomainError(code as DomainErrorCode, why, details));
    }
  }
}
