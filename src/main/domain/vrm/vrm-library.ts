import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Kysely, Selectable } from 'kysely';
import { newId } from '../../storage/ids.ts';
import { BrokenUploadError, FileTooLargeError, receiveFile } from '../../storage/incoming-file.ts';
import type { Schema, VrmModelsTable } from '../../storage/schema.ts';
import { mayTouch, type Principal, seesEverything } from '../accounts/principal.ts';
import { DomainError, notFound } from '../domain-error.ts';
import { readVrm, type VrmFacts } from './read-vrm.ts';
import type { VrmCategory } from './vrm-category.ts';
import { noRoom, roomForModel } from './vrm-quota.ts';

export interface VrmModel {
  id: string;
  name: string;
  byteCount: number;
  builtin: boolean;
  category: VrmCategory;
  tags: string[];
  facts: VrmFacts;
}

export interface VrmModelChanges {
  name?: string | undefined;
  category?: VrmCategory | undefined;
  tags?: string[] | undefined;
}

export const BUILTIN_ID = 'vrm_tomo';
const BUILTIN_NAME = 'Tomo';
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

  /**
   * The built-in model first, then the newest. The owner sees everybody's. One whose file is gone or damaged before
   * anybody looked at it is left out: it must not hide the others.
   */
  async list(
    principal: Principal,
    { category, search }: { category?: VrmCategory | undefined; search?: string | undefined } = {},
  ): Promise<VrmModel[]> {
    let query = this.#db.selectFrom('vrm_models');
    if (!seesEverything(principal)) query = query.where('owner_id', '=', principal.userId);
    const rows = await query.selectAll().orderBy('created_at_ms', 'desc').orderBy('id').execute();
    const models = await Promise.all(rows.map((row) => this.#toModel(row).catch(nullIfUnreadable)));
    const wanted = search?.toLowerCase() ?? '';
    return [await this.#builtin(), ...models].filter(
      (model): model is VrmModel =>
        model !== null &&
        (category === undefined || model.category === category) &&
        [model.name, ...model.tags].some((word) => word.toLowerCase().includes(wanted)),
    );
  }

  /** @throws DomainError `not_found`, also for a model of somebody else */
  async get(principal: Principal, id: string): Promise<VrmModel> {
    if (id === BUILTIN_ID) return await this.#builtin();
    return await this.#toModel(await this.#row(principal, id));
  }

  /** What is left out stays as it is. @throws DomainError `not_found`, `conflict` for the built-in model */
  async change(principal: Principal, id: string, changes: VrmModelChanges): Promise<VrmModel> {
    refuseBuiltin(id);
    const row = await this.#row(principal, id);
    const next = {
      name: changes.name ?? row.name,
      category: changes.category ?? row.category,
      tags_json: changes.tags === undefined ? row.tags_json : JSON.stringify(changes.tags),
    };
    await this.#db.updateTable('vrm_models').set(next).where('id', '=', id).execute();
    return await this.#toModel({ ...row, ...next });
  }

  /**
   * Removes a model and its file.
   *
   * @param force also while characters wear it, who are shown as the built-in model then
   * @throws DomainError `not_found`, `conflict` for the built-in model and for one that is worn
   */
  async remove(principal: Principal, id: string, force: boolean): Promise<void> {
    refuseBuiltin(id);
    const row = await this.#row(principal, id);
    await this.#db.transaction().execute(async (transaction) => {
      const characters = await transaction
        .selectFrom('characters')
        .select(['id', 'name'])
        .where('owner_id', '=', row.owner_id)
        .where('vrm_model_id', '=', id)
        .execute();
      if (characters.length > 0 && !force) {
        throw new DomainError(
          'conflict',
          `The model is worn by ${characters.map(({ name }) => name).join(', ')}; give them another one first, or delete it with force=true`,
          { characters },
        );
      }
      await transaction.deleteFrom('vrm_models').where('id', '=', id).execute();
    });
    await rm(this.#path(id), { force: true });
  }

  /** An account's model of that id; the built-in one for an id that it does not have (yet). */
  async findOrBuiltin(
    ownerId: string,
    id: string | null,
  ): Promise<{ id: string; name: string; found: boolean }> {
    if (id === null || id === BUILTIN_ID) return { id: BUILTIN_ID, name: BUILTIN_NAME, found: true };
    const row = await this.#db
      .selectFrom('vrm_models')
      .select(['id', 'name'])
      .where('id', '=', id)
      .where('owner_id', '=', ownerId)
      .executeTakeFirst();
    return row === undefined ? { id: BUILTIN_ID, name: BUILTIN_NAME, found: false } : { ...row, found: true };
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

  /**
   * The picture that a model carries of itself.
   *
   * @param viewer null for whoever has shown a signed address
   * @throws DomainError `not_found`, also where it carries none.
   */
  async preview(viewer: Principal | null, id: string): Promise<{ mimeType: string; bytes: Buffer }> {
    const file = await this.fileOf(viewer, id);
    const { thumbnail } = id === BUILTIN_ID ? (await this.#builtin()).facts : await this.#facts(id, file);
    if (thumbnail === null) throw notFound('preview', id);
    const { mimeType, start, byteCount } = thumbnail;
    const handle = await open(file);
    try {
      const { buffer } = await handle.read(Buffer.alloc(byteCount), 0, byteCount, start);
      return { mimeType, bytes: buffer };
    } finally {
      await handle.close();
    }
  }

  /** Checks and keeps a model. @throws DomainError `invalid`, `too_large`, `conflict` where it has too many */
  async add(
    principal: Principal,
    fileName: string,
    source: Readable,
    category?: VrmCategory,
  ): Promise<VrmModel> {
    const bytesMax = Math.min(VRM_BYTES_MAX, await roomForModel(this.#db, principal));
    const id = newId('vrm');
    const place = this.#path(id);
    const facts = await this.#receive(source, place, bytesMax);
    const row = {
      id,
      owner_id: principal.userId,
      name: facts.name || fileName.replace(/\.[^.]*$/, '').slice(0, 200) || 'Character',
      byte_count: (await stat(place)).size,
      created_at_ms: Date.now(),
      category: category ?? null,
      tags_json: null,
      facts_json: JSON.stringify(facts),
    };
    try {
      await this.#db.transaction().execute(async (transaction) => {
        // Others may have arrived meanwhile.
        if ((await roomForModel(transaction, principal)) < row.byte_count) throw noRoom(bytesMax);
        await transaction.insertInto('vrm_models').values(row).execute();
      });
    } catch (error) {
      await rm(place, { force: true });
      throw error;
    }
    return await this.#toModel(row);
  }

  async #receive(source: Readable, place: string, bytesMax: number): Promise<VrmFacts> {
    let facts: VrmFacts | undefined;
    const check = async (file: string) => {
      facts = await readVrm(file);
    };
    try {
      await receiveFile(source, place, { bytesMax, check });
    } catch (error) {
      if (error instanceof BrokenUploadError) throw new DomainError('invalid', 'The upload broke off');
      throw error instanceof FileTooLargeError ? noRoom(bytesMax) : error;
    }
    return facts as VrmFacts;
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
    this.#builtinModel ??= this.#readBuiltin().catch((error: unknown) => {
      this.#builtinModel = undefined;
      throw error;
    });
    return this.#builtinModel;
  }

  async #readBuiltin(): Promise<VrmModel> {
    const [{ size }, facts] = await Promise.all([stat(this.#builtinFile), readVrm(this.#builtinFile)]);
    const { category, tags } = facts;
    return { id: BUILTIN_ID, name: BUILTIN_NAME, byteCount: size, builtin: true, category, tags, facts };
  }

  async #row(principal: Principal, id: string): Promise<Selectable<VrmModelsTable>> {
    const row = await this.#db.selectFrom('vrm_models').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined || !mayTouch(principal, row.owner_id)) throw notFound('vrm_model', id);
    return row;
  }

  async #toModel(row: Selectable<VrmModelsTable>): Promise<VrmModel> {
    const facts =
      row.facts_json === null
        ? await this.#facts(row.id, this.#path(row.id))
        : (JSON.parse(row.facts_json) as VrmFacts);
    return {
      id: row.id,
      name: row.name,
      byteCount: Number(row.byte_count),
      builtin: false,
      category: (row.category as VrmCategory | null) ?? facts.category,
      tags: row.tags_json === null ? facts.tags : (JSON.parse(row.tags_json) as string[]),
      facts,
    };
  }

  /** Those of a model that was added before they were kept are read once. */
  async #facts(id: string, file: string): Promise<VrmFacts> {
    const row = await this.#db
      .selectFrom('vrm_models')
      .select('facts_json')
      .where('id', '=', id)
      .executeTakeFirst();
    if (row?.facts_json != null) return JSON.parse(row.facts_json) as VrmFacts;
    const facts = await readVrm(file);
    const facts_json = JSON.stringify(facts);
    await this.#db.updateTable('vrm_models').set({ facts_json }).where('id', '=', id).execute();
    return facts;
  }

  #path(id: string): string {
    return join(this.#directory, `${id}.vrm`);
  }
}

function refuseBuiltin(id: string): void {
  if (id !== BUILTIN_ID) return;
  throw new DomainError('conflict', 'This model ships with Tomo; it can neither be changed nor deleted');
}

function nullIfUnreadable(error: unknown): null {
  const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
  if (isGone || error instanceof DomainError) return null;
  throw error;
}
