import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Kysely, Selectable } from 'kysely';
import { newId } from '../../storage/ids.ts';
import { BrokenUploadError, FileTooLargeError, receiveFile } from '../../storage/incoming-file.ts';
import type { Schema, VrmModelsTable } from '../../storage/schema.ts';
import { mayTouch, type Principal, seesEverything } from '../accounts/principal.ts';
import { DomainError, notFound } from '../domain-error.ts';
import { readVrm, type VrmFacts } from './read-vrm.ts';

export interface VrmModel {
  id: string;
  name: string;
  byteCount: number;
  builtin: boolean;
}

export const BUILTIN_ID = 'vrm_tomo';
export const VRM_BYTES_MAX = 256 * 1024 ** 2;

/** The VRM models of an account: the one that ships, and those that were uploaded. */
export class VrmLibrary {
  readonly #db: Kysely<Schema>;
  readonly #directory: string;
  readonly #builtinFile: string;
  #builtinModel: Promise<VrmModel> | undefined;

  constructor(options: { db: Kysely<Schema>; directory: string; builtinFile: string }) {
    this.#db = options.db;
    this.#directory = options.directory;
    this.#builtinFile = options.builtinFile;
  }

  /** The built-in model first, then the newest. The owner sees everybody's. */
  async list(principal: Principal): Promise<VrmModel[]> {
    let query = this.#db.selectFrom('vrm_models');
    if (!seesEverything(principal)) query = query.where('owner_id', '=', principal.userId);
    const rows = await query.selectAll().orderBy('created_at_ms', 'desc').orderBy('id').execute();
    return [await this.#builtin(), ...rows.map(toVrmModel)];
  }

  /** An account's model of that id; the built-in one for an id that it does not have (yet). */
  async findOrBuiltin(ownerId: string, id: string | null): Promise<VrmModel & { found: boolean }> {
    if (id === null || id === BUILTIN_ID) return { ...(await this.#builtin()), found: true };
    const row = await this.#db
      .selectFrom('vrm_models')
      .selectAll()
      .where('id', '=', id)
      .where('owner_id', '=', ownerId)
      .executeTakeFirst();
    return row === undefined
      ? { ...(await this.#builtin()), found: false }
      : { ...toVrmModel(row), found: true };
  }

  /**
   * @param viewer null for whoever has shown a signed address
   * @throws DomainError `not_found`, also when its file has gone from the disk.
   */
  async fileOf(viewer: Principal | null, id: string): Promise<string> {
    if (id === BUILTIN_ID) return this.#builtinFile;
    const row = await this.#db
      .selectFrom('vrm_models')
      .select(['id', 'owner_id'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined || (viewer !== null && !mayTouch(viewer, row.owner_id)))
      throw notFound('vrm_model', id);
    const file = this.#path(row.id);
    if ((await stat(file).catch(() => null)) === null) throw notFound('vrm_model', id);
    return file;
  }

  /** @throws DomainError `not_found`, `invalid` */
  async facts(viewer: Principal | null, id: string): Promise<VrmFacts> {
    return readVrm(await readFile(await this.fileOf(viewer, id)));
  }

  /** Checks and keeps a model. @throws DomainError `invalid`, `too_large` */
  async add(principal: Principal, fileName: string, source: Readable): Promise<VrmModel> {
    const id = newId('vrm');
    const place = this.#path(id);
    let facts: VrmFacts | undefined;
    try {
      await receiveFile(source, place, {
        bytesMax: VRM_BYTES_MAX,
        check: async (file) => {
          facts = readVrm(await readFile(file));
        },
      });
    } catch (error) {
      if (error instanceof BrokenUploadError) throw new DomainError('invalid', 'The upload broke off');
      if (!(error instanceof FileTooLargeError)) throw error;
      throw new DomainError('too_large', `The model is larger than ${VRM_BYTES_MAX / 1024 ** 2} MB`);
    }
    const name = facts?.name || fileName.replace(/\.[^.]*$/, '').slice(0, 200) || 'Character';
    const { size } = await stat(place);
    try {
      await this.#db
        .insertInto('vrm_models')
        .values({ id, owner_id: principal.userId, name, byte_count: size, created_at_ms: Date.now() })
        .execute();
    } catch (error) {
      await rm(place, { force: true });
      throw error;
    }
    return { id, name, byteCount: size, builtin: false };
  }

  /** Removes the files of every model of an account; its rows go with the account. */
  async removeFilesOf(ownerId: string): Promise<void> {
    const rows = await this.#db
      .selectFrom('vrm_models')
      .select('id')
      .where('owner_id', '=', ownerId)
      .execute();
    await Promise.all(rows.map(({ id }) => rm(this.#path(id), { force: true })));
  }

  /** It ships with the program, so it does not change while that runs. */
  #builtin(): Promise<VrmModel> {
    this.#builtinModel ??= stat(this.#builtinFile).then(
      ({ size }) => ({ id: BUILTIN_ID, name: 'Tomo', byteCount: size, builtin: true }),
      (error: unknown) => {
        this.#builtinModel = undefined;
        throw error;
      },
    );
    return this.#builtinModel;
  }

  #path(id: string): string {
    return join(this.#directory, `${id}.vrm`);
  }
}

function toVrmModel(row: Selectable<VrmModelsTable>): VrmModel {
  return { id: row.id, name: row.name, byteCount: Number(row.byte_count), builtin: false };
}
