import { Worker } from 'node:worker_threads';
import type { IndexName } from './index-tables.ts';
import type { IndexEntry, IndexedVector, IndexSearch, SearchIndex, VectorModel } from './search-index.ts';
import type { FromThread, SearchCalls, SearchMethod, SearchThreadData, ToThread } from './search-protocol.ts';

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The indexes of one database, in a thread with its own connection that starts when it is first needed. */
export class SearchThread {
  readonly #entry: string;
  readonly #data: SearchThreadData;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #ended: Promise<void> = Promise.resolve();
  #nextId = 1;
  #closed = false;

  /**
   * @param entry the file that the thread runs; it calls `runSearchThread`
   * @param databaseFile migrated; the thread opens it itself
   */
  constructor(entry: string, databaseFile: string) {
    this.#entry = entry;
    this.#data = { databaseFile };
  }

  index(name: IndexName): SearchIndex {
    const call = <Method extends SearchMethod>(
      method: Method,
      params: Parameters<SearchCalls[Method]>,
      signal?: AbortSignal,
    ) => this.#call(name, method, params, signal) as ReturnType<SearchCalls[Method]>;
    return {
      add: (entries: readonly IndexEntry[], modelId?: string) => call('add', [entries, modelId]),
      remove: (ids: readonly number[]) => call('remove', [ids]),
      removeScope: (scope: string) => call('removeScope', [scope]),
      search: ({ text, vector, scopes, limit, allowed, scoreThreshold = 0, signal }: IndexSearch) => {
        const ids = allowed === undefined ? null : Float64Array.from(allowed);
        return call('search', [{ text, vector, scopes, limit, allowed: ids, scoreThreshold }], signal);
      },
      active: () => call('active', []),
      beginGeneration: (model: VectorModel) => call('beginGeneration', [model]),
      missingVectors: (modelId: string, limit: number) => call('missingVectors', [modelId, limit]),
      addVectors: (modelId: string, vectors: readonly IndexedVector[]) =>
        call('addVectors', [modelId, vectors]),
      progress: (modelId: string) => call('progress', [modelId]),
      finishGeneration: (modelId: string) => call('finishGeneration', [modelId]),
    };
  }

  /** Ends the thread after the step that it is writing; what was not stored rejects. May be called twice. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#worker !== null) {
      this.#worker.ref();
      this.#send(this.#worker, { type: 'close' });
    }
    await this.#ended;
  }

  #call(index: IndexName, method: SearchMethod, params: unknown[], signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.#closed) throw new Error('The search index is closed.');
      const worker = this.#worker ?? this.#start();
      const id = this.#nextId++;
      const onAbort = () => {
        this.#send(worker, { type: 'cancel', id });
        this.#pending.get(id)?.reject(signal?.reason as Error);
      };
      const settled = () => {
        this.#pending.delete(id);
        signal?.removeEventListener('abort', onAbort);
        if (this.#pending.size === 0) worker.unref();
      };
      this.#pending.set(id, {
        resolve: (value) => {
          settled();
          resolve(value);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      worker.ref();
      this.#send(worker, { type: 'call', id, index, method, params });
    });
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, { workerData: this.#data });
    this.#worker = worker;
    worker.on('message', (message: FromThread) => this.#receive(worker, message));
    let failure: Error | undefined;
    worker.on('error', (error) => {
      failure = error as Error;
    });
    this.#ended = new Promise((resolve) => {
      worker.once('exit', () => {
        if (this.#worker === worker) this.#worker = null;
        const reason = failure ?? new Error('The search index was closed.');
        for (const pending of [...this.#pending.values()]) pending.reject(reason);
        resolve();
      });
    });
    return worker;
  }

  #receive(worker: Worker, message: FromThread): void {
    if (message.type === 'may-write') {
      // Whatever the server was about to write itself comes first.
      setImmediate(() => this.#send(worker, { type: 'permission' }));
    } else if (message.type === 'result') this.#pending.get(message.id)?.resolve(message.value);
    else {
      const { id, error, code } = message;
      this.#pending.get(id)?.reject(code === undefined ? error : Object.assign(error, { code }));
    }
  }

  #send(worker: Worker, message: ToThread): void {
    worker.postMessage(message);
  }
}
