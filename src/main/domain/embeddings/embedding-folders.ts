import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { notFound } from '../domain-error.ts';

const FOLDER_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._()+-]{0,200}$/u;

/** The folders with ONNX models that the owner has put into one place. */
export class EmbeddingFolders {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Their names, sorted. What is in them is looked at when one is chosen. */
  async list(): Promise<string[]> {
    const entries = await readdir(this.#directory, { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isDirectory() && FOLDER_NAME.test(entry.name));
    return names.map(({ name }) => name).sort();
  }

  /** @throws DomainError `not_found` for what cannot be a folder's name. */
  pathOf(name: string): string {
    if (!FOLDER_NAME.test(name)) throw notFound('model', name);
    return join(this.#directory, name);
  }

  /** @throws DomainError `not_found` where there is no such folder. */
  async require(name: string): Promise<void> {
    const found = await stat(this.pathOf(name)).catch(() => null);
    if (!found?.isDirectory()) throw notFound('model', name);
  }
}
