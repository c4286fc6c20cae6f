import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { EngineError } from '../../inference/engine-error.ts';
import type { ModelKind } from '../../inference/model-kind.ts';
import { BrokenUploadError, FileTooLargeError, receiveFile } from '../../storage/incoming-file.ts';
import { DomainError, notFound } from '../domain-error.ts';

/** A GGUF file that can be chosen. */
export interface ModelFile {
  id: string;
  name: string;
  kind: ModelKind;
  byteCount: number;
  starter: boolean;
}

export const STARTER_ID = 'tomo-starter.gguf';
const MODEL_BYTES_MAX = 200 * 1024 ** 3;
const FILE_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._()+-]{0,200}\.gguf$/iu;

/** Says what a file is for; throws when it is not a model that can be loaded. */
export type CheckModel = (file: string) => Promise<ModelKind>;

/** The GGUF files of this installation: the starter model that ships, and those that the owner added. */
export class ModelLibrary {
  readonly starterFile: string;
  readonly #directory: string;
  readonly #check: CheckModel;
  /** What each file is for, by its name and its state on the disk. */
  readonly #kinds = new Map<string, ModelKind>();

  constructor(options: { starterFile: string; directory: string; check: CheckModel }) {
    this.starterFile = options.starterFile;
    this.#directory = options.directory;
    this.#check = options.check;
  }

  /** Those of one kind: the starter model first, then by name. */
  async list(kind: ModelKind): Promise<ModelFile[]> {
    const names = (await readdir(this.#directory).catch(() => []))
      .filter((name) => FILE_NAME.test(name))
      .sort();
    const files = await Promise.all(names.map(async (name) => await this.#describe(name, false)));
    const starter = await this.#describe(STARTER_ID, true);
    return [starter, ...files].filter((file) => file !== null && file.kind === kind) as ModelFile[];
  }

  /** Where a model's file is, or would be. @throws DomainError `not_found` for what cannot be a model's id. */
  pathOf(id: string): string {
    if (id === STARTER_ID) return this.starterFile;
    if (!FILE_NAME.test(id)) throw notFound('model', id);
    return join(this.#directory, id);
  }

  /** @throws DomainError `not_found` where there is no such file, `invalid` where it is of the other kind. */
  async require(id: string, kind: ModelKind): Promise<void> {
    const found = await this.#describe(id, id === STARTER_ID);
    if (found === null) throw notFound('model', id);
    if (found.kind === kind) return;
    const why = kind === 'language' ? 'turns texts into vectors and cannot answer' : 'is a language model';
    throw new DomainError('invalid', `${found.name} ${why}`, { field: 'model' });
  }

  /** Adds a GGUF file. @throws DomainError `invalid`, `too_large`, or why it is not a model. */
  async add(name: string, source: Readable): Promise<ModelFile> {
    if (!FILE_NAME.test(name) || name === STARTER_ID) {
      throw new DomainError('invalid', 'The file needs a plain name that ends in .gguf', { field: 'name' });
    }
    try {
      await receiveFile(source, join(this.#directory, name), {
        bytesMax: MODEL_BYTES_MAX,
        check: async (file) => void (await this.#checkAs(name, file)),
      });
    } catch (error) {
      if (error instanceof FileTooLargeError) throw new DomainError('too_large', 'The model is too large');
      if (error instanceof BrokenUploadError) throw new DomainError('invalid', 'The upload broke off');
      throw error;
    }
    const added = await this.#describe(name, false);
    if (added === null) throw notFound('model', name);
    return added;
  }

  /** Whoever sent the file knows it by its name, not by that of its place while it arrives. */
  async #checkAs(name: string, file: string): Promise<ModelKind> {
    try {
      return await this.#check(file);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      throw new DomainError('invalid', error.message.replaceAll(basename(file), name), { field: 'name' });
    }
  }

  async #describe(id: string, starter: boolean): Promise<ModelFile | null> {
    const found = await stat(this.pathOf(id)).catch(() => null);
    if (found === null || !found.isFile()) return null;
    return {
      id,
      name: starter ? 'Tomo Starter' : id.replace(/\.gguf$/i, ''),
      kind: starter ? 'language' : await this.#kindOf(id, found),
      byteCount: found.size,
      starter,
    };
  }

  /** A file that somebody put there by hand may be damaged: whoever chooses it is told why it cannot be loaded. */
  async #kindOf(id: string, { size, mtimeMs }: { size: number; mtimeMs: number }): Promise<ModelKind> {
    const key = `${id}:${size}:${mtimeMs}`;
    const known =
      this.#kinds.get(key) ?? (await this.#check(this.pathOf(id)).catch(() => 'language' as const));
    this.#kinds.set(key, known);
    return known;
  }
}
