import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely, Selectable } from 'kysely';
import { newId } from '../../storage/ids.ts';
import type { Schema, SpokenTextsTable } from '../../storage/schema.ts';
import { mayTouch, type Principal } from '../accounts/principal.ts';
import type { VoiceConfig } from '../characters/character.ts';
import { notFound } from '../domain-error.ts';
import type { SpeakText } from './message-audio.ts';
import { decodeWav } from './wav.ts';

/** Sound is made again in a moment, so that it is not kept for long. */
const KEPT_MS = 24 * 3_600_000;
/** Rows say what was done yesterday. */
const REMEMBERED_MS = 2 * KEPT_MS;
const FILES_PER_ACCOUNT_MAX = 200;

/** A text that was read aloud into a file, or is being read. `expired`: its file is not kept any more. */
export interface SpokenText {
  id: string;
  state: 'working' | 'done' | 'failed' | 'expired';
  createdAtMs: number;
  finishedAtMs: number | null;
  durationMs: number | null;
  byteCount: number | null;
}

/** Reads texts aloud into files, which are kept for a day. Of the texts nothing is kept. */
export class SpokenTexts {
  readonly #db: Kysely<Schema>;
  readonly #directory: string;
  readonly #speak: SpeakText;

  constructor(options: { db: Kysely<Schema>; directory: string; speak: SpeakText }) {
    this.#db = options.db;
    this.#directory = options.directory;
    this.#speak = options.speak;
  }

  /** Resolves when the file is there. @throws EngineError */
  async make(principal: Principal, text: string, voice: VoiceConfig): Promise<SpokenText> {
    await this.#removeOld(principal.userId);
    const row: Selectable<SpokenTextsTable> = {
      id: newId('med'),
      user_id: principal.userId,
      state: 'working',
      created_at_ms: Date.now(),
      finished_at_ms: null,
      duration_ms: null,
      byte_count: null,
    };
    await this.#db.insertInto('spoken_texts').values(row).execute();
    try {
      const wav = await this.#speak(text, voice);
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      await writeFile(`${this.#path(row.id)}.part`, wav, { mode: 0o600 });
      await rename(`${this.#path(row.id)}.part`, this.#path(row.id));
      const { samples, sampleRateHz } = decodeWav(Buffer.from(wav));
      return await this.#finish(row, 'done', {
        duration_ms: Math.round((samples.length / sampleRateHz) * 1000),
        byte_count: wav.byteLength,
      });
    } catch (error) {
      await this.#finish(row, 'failed', {});
      throw error;
    }
  }

  /** @throws DomainError `not_found` */
  async get(principal: Principal, id: string): Promise<SpokenText> {
    return toSpokenText(await this.#row(principal, id));
  }

  /** @param viewer null for whoever has shown a signed address @throws DomainError `not_found` */
  async file(viewer: Principal | null, id: string): Promise<string> {
    const row = await this.#row(viewer, id);
    const file = this.#path(row.id);
    if ((await stat(file).catch(() => null)) === null) throw notFound('media', id);
    return file;
  }

  /** How many there were since a moment, and how long one took on average; null where there was none. */
  async figures(userId: string, sinceMs: number): Promise<{ count: number; meanMs: number | null }> {
    const { count, mean } = await this.#db
      .selectFrom('spoken_texts')
      .select((eb) => [
        eb.fn.countAll().as('count'),
        eb.fn.avg<number | null>(eb('finished_at_ms', '-', eb.ref('created_at_ms'))).as('mean'),
      ])
      .where('user_id', '=', userId)
      .where('created_at_ms', '>=', sinceMs)
      .executeTakeFirstOrThrow();
    return { count: Number(count), meanMs: mean === null ? null : Number(mean) };
  }

  async removeAllOf(userId: string): Promise<void> {
    const rows = await this.#db
      .deleteFrom('spoken_texts')
      .where('user_id', '=', userId)
      .returning('id')
      .execute();
    await Promise.all(rows.map(({ id }) => rm(this.#path(id), { force: true })));
  }

  /** What an end of the program has left unfinished has failed; what became too old meanwhile goes. */
  async recover(): Promise<void> {
    const users = await this.#db.selectFrom('spoken_texts').select('user_id').distinct().execute();
    for (const { user_id } of users) await this.#removeOld(user_id);
    await this.#db
      .updateTable('spoken_texts')
      .set({ state: 'failed', finished_at_ms: Date.now() })
      .where('state', '=', 'working')
      .execute();
  }

  async #finish(
    row: Selectable<SpokenTextsTable>,
    state: 'done' | 'failed',
    facts: { duration_ms?: number; byte_count?: number },
  ): Promise<SpokenText> {
    const finished = { state, finished_at_ms: Date.now(), ...facts };
    await this.#db.updateTable('spoken_texts').set(finished).where('id', '=', row.id).execute();
    return toSpokenText({ ...row, ...finished });
  }

  async #row(viewer: Principal | null, id: string): Promise<Selectable<SpokenTextsTable>> {
    const row = await this.#db.selectFrom('spoken_texts').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined || (viewer !== null && !mayTouch(viewer, row.user_id))) throw notFound('media', id);
    return row;
  }

  async #removeOld(userId: string): Promise<void> {
    const now = Date.now();
    const kept = await this.#db
      .selectFrom('spoken_texts')
      .select(['id', 'created_at_ms'])
      .where('user_id', '=', userId)
      .where('state', '=', 'done')
      .orderBy('created_at_ms', 'desc')
      .execute();
    const isOld = (row: { created_at_ms: number }, at: number) =>
      Number(row.created_at_ms) < now - KEPT_MS || at >= FILES_PER_ACCOUNT_MAX - 1;
    const old = kept.filter(isOld).map(({ id }) => id);
    await Promise.all(old.map((id) => rm(this.#path(id), { force: true })));
    if (old.length > 0) {
      await this.#db.updateTable('spoken_texts').set({ state: 'expired' }).where('id', 'in', old).execute();
    }
    await this.#db
      .deleteFrom('spoken_texts')
      .where('user_id', '=', userId)
      .where('created_at_ms', '<', now - REMEMBERED_MS)
      .execute();
  }

  #path(id: string): string {
    return join(this.#directory, `${id}.wav`);
  }
}

function toSpokenText(row: Selectable<SpokenTextsTable>): SpokenText {
  return {
    id: row.id,
    state: row.state,
    createdAtMs: Number(row.created_at_ms),
    finishedAtMs: row.finished_at_ms === null ? null : Number(row.finished_at_ms),
    durationMs: row.duration_ms,
    byteCount: row.byte_count === null ? null : Number(row.byte_count),
  };
}
