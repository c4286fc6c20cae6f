import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import { IntentClassifier } from './learn/intent-classifier.ts';

/** Written in well under a frame. */
const PART_BYTES = 256 * 1024;
/** What the last sessions of a character learned stays: one may go with its dataset. */
const KEPT_PER_CHARACTER = 3;

/** What a character has learned last. */
export interface TrainedModel {
  sessionId: string;
  datasetIds: string[];
  /** Null where there was no intent to learn. */
  classifier: IntentClassifier | null;
  /** The embeddings that it learned with. */
  embeddingModel: string | null;
}

/** What sessions learned, in the database. */
export class TrainedModels {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Stores what a session learned; it is not used before the session is completed. */
  async keep(sessionId: string, bytes: Uint8Array): Promise<void> {
    await this.drop([sessionId]);
    for (let part = 0; part * PART_BYTES < bytes.length; part++) {
      const own = Buffer.from(bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES));
      await this.#db
        .insertInto('trained_parts')
        .values({ session_id: sessionId, part, bytes: own })
        .execute();
      await nextTurn();
    }
  }

  async drop(sessionIds: readonly string[]): Promise<void> {
    if (sessionIds.length === 0) return;
    await this.#db.deleteFrom('trained_parts').where('session_id', 'in', sessionIds).execute();
  }

  /** Drops what older sessions of a character learned. */
  async dropOld(characterId: string): Promise<void> {
    const rows = await this.#completed(characterId).limit(1_000).execute();
    await this.drop(rows.slice(KEPT_PER_CHARACTER).map(({ id }) => id));
  }

  /** Of the newest completed session whose datasets are all there. @returns null where nothing was trained */
  async newest(characterId: string): Promise<TrainedModel | null> {
    const rows = await this.#completed(characterId).limit(KEPT_PER_CHARACTER).execute();
    for (const { id, embedding_model, error } of rows) {
      // What it had learned was forgotten with a dataset.
      if (error !== null) continue;
      const datasets = await this.#db
        .selectFrom('training_session_datasets')
        .select('dataset_id')
        .where('session_id', '=', id)
        .execute();
      return {
        sessionId: id,
        datasetIds: datasets.map(({ dataset_id }) => dataset_id),
        classifier: await this.#load(id),
        embeddingModel: embedding_model,
      };
    }
    return null;
  }

  #completed(characterId: string) {
    return this.#db
      .selectFrom('training_sessions')
      .select(['id', 'embedding_model', 'error'])
      .where('character_id', '=', characterId)
      .where('status', '=', 'completed')
      .orderBy('ended_at_ms', 'desc')
      .orderBy('id');
  }

  async #load(sessionId: string): Promise<IntentClassifier | null> {
    const parts: Uint8Array[] = [];
    for (;;) {
      const row = await this.#db
        .selectFrom('trained_parts')
        .select('bytes')
        .where('session_id', '=', sessionId)
        .where('part', '=', parts.length)
        .executeTakeFirst();
      if (row === undefined) break;
      parts.push(row.bytes);
      await nextTurn();
    }
    return parts.length === 0 ? null : IntentClassifier.fromBytes(Buffer.concat(parts));
  }
}
