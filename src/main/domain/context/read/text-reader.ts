import { Worker } from 'node:worker_threads';
import { languageOfText } from '../../voice/language-of-text.ts';
import type { Resolution } from '../references/reference.ts';
import type { ResolveRequest } from '../references/resolve-references.ts';
import { READ_LANGUAGES, type ReadLanguage, type ReadText } from './mention.ts';
import type { ReadingCalls, ReadingMessage, ReadingMethod, ReadingTask } from './reading-thread.ts';

/** A text that takes longer was made to; the thread is ended, and the text stays unread. */
const READ_MS_MAX = 60_000;
/** The thread and its word lists take some 70 MB, which nobody needs who says nothing. */
const IDLE_MS = 120_000;
/** The latest texts of some conversations. */
const KEPT_TEXTS = 200;

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * Reads texts for whom and what they speak of, in a thread that starts when it is first needed: its word lists take half
 * a second to load, and a message some 10 ms to read.
 */
export class TextReader {
  readonly #entry: string;
  readonly #pending = new Map<number, Pending>();
  readonly #kept = new Map<string, Promise<ReadText>>();
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #nextId = 1;
  #closed = false;

  /** @param entry the file that the thread runs; it calls `runReadingThread` */
  constructor(entry: string) {
    this.#entry = entry;
  }

  /**
   * @param language what the conversation was in, where the text alone does not tell
   * @throws Error when the text could not be read
   */
  read(text: string, saidAtMs: number, language?: ReadLanguage | null): Promise<ReadText> {
    const found = readLanguageOf(text, language);
    const key = `${found} ${saidAtMs} ${text}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const reading = this.#ask('read', { text, language: found, saidAtMs });
    this.#kept.set(key, reading);
    reading.catch(() => this.#kept.delete(key));
    if (this.#kept.size > KEPT_TEXTS) this.#kept.delete(this.#kept.keys().next().value ?? '');
    return reading;
  }

  /** See `resolveReferences`. A long text that was made to takes a while, for which nothing else waits. */
  resolve(request: ResolveRequest): Promise<Resolution[]> {
    return this.#ask('resolve', request);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end(new Error('The reader is closed.'));
  }

  #ask<Method extends ReadingMethod>(
    method: Method,
    request: Parameters<ReadingCalls[Method]>[0],
  ): Promise<ReturnType<ReadingCalls[Method]>> {
    if (this.#closed) return Promise.reject(new Error('The reader is closed.'));
    clearTimeout(this.#idle);
    const worker = this.#worker ?? this.#start();
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<ReturnType<ReadingCalls[Method]>>();
    const timer = setTimeout(() => void this.#end(new Error('A text took too long to read')), READ_MS_MAX);
    timer.unref();
    const settled = () => {
      clearTimeout(timer);
      this.#pending.delete(id);
      if (this.#pending.size > 0) return;
      worker.unref();
      this.#idle = setTimeout(() => void this.#end(new Error('The reader is idle')), IDLE_MS);
      this.#idle.unref();
    };
    this.#pending.set(id, {
      resolve: (result) => {
        settled();
        resolve(result as ReturnType<ReadingCalls[Method]>);
      },
      reject: (error) => {
        settled();
        reject(error);
      },
    });
    worker.ref();
    worker.postMessage({ id, method, request } satisfies ReadingTask);
    return promise;
  }

  #start(): Worker {
    const worker = new Worker(this.#entry);
    this.#worker = worker;
    worker.on('message', (message: ReadingMessage) => {
      const pending = this.#pending.get(message.id);
      if ('result' in message) pending?.resolve(message.result);
      else pending?.reject(message.error);
    });
    worker.on('error', (error) => void this.#end(error as Error));
    return worker;
  }

  async #end(reason: Error): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    this.#kept.clear();
    for (const pending of [...this.#pending.values()]) pending.reject(reason);
    await worker?.terminate();
  }
}

/** The language that a text is read in; null where it is in another one. */
export function readLanguageOf(text: string, before?: ReadLanguage | null): ReadLanguage | null {
  const found = languageOfText(text);
  if (found === undefined) return before === undefined ? 'en' : before;
  return READ_LANGUAGES.find((language) => language === found) ?? null;
}
