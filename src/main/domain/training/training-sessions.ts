import type { Kysely, Selectable } from 'kysely';
import { newId } from '../../storage/ids.ts';
import { type PageRequest, readPage } from '../../storage/page.ts';
import type { Schema, TrainingSessionsTable } from '../../storage/schema.ts';
import { mayTouch, type Principal } from '../accounts/principal.ts';
import { ownRow } from '../characters/character-service.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { TrainedModels } from './trained-models.ts';
import { refuseTooLittle } from './training-material.ts';
import type { TrainingQueue } from './training-queue.ts';
import { type TrainingParameters, type TrainingSession, toSession } from './training-session.ts';

interface SessionsDependencies {
  db: Kysely<Schema>;
  queue: TrainingQueue;
  models: TrainedModels;
  /** What a character has learned is not what it was. */
  onChange(characterId: string): void;
}

export interface SessionRequest {
  /** Without it, all of the character. */
  datasetIds?: readonly string[] | undefined;
  parameters?: TrainingParameters | undefined;
}

/** Of one account, waiting or running. */
const OPEN_MAX = 10;

/** The trainings of characters. */
export class TrainingSessions {
  readonly #deps: SessionsDependencies;

  constructor(deps: SessionsDependencies) {
    this.#deps = deps;
  }

  /** @throws DomainError `not_found`, `invalid` where there is too little to learn from, `conflict` */
  async start(principal: Principal, characterId: string, request: SessionRequest): Promise<TrainingSession> {
    const { db } = this.#deps;
    await ownRow(db, principal, characterId);
    const datasetIds = await this.#datasets(characterId, request.datasetIds);
    refuseTooLittle(await this.#glance(datasetIds));
    const { count } = await db
      .selectFrom('training_sessions')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('user_id', '=', principal.userId)
      .where('status', 'in', ['queued', 'running'])
      .executeTakeFirstOrThrow();
    if (Number(count) >= OPEN_MAX) {
      throw new DomainError(
        'conflict',
        `${OPEN_MAX} trainings are waiting already; wait until one has ended`,
      );
    }
    const row = await this.#add(principal.userId, characterId, datasetIds, request.parameters ?? {});
    return toSession(row, datasetIds, undefined);
  }

  /** Trains a character once more with what its newest session learned from: with other embeddings, for example. */
  async repeat(sessionId: string): Promise<void> {
    const row = await this.#deps.db
      .selectFrom('training_sessions')
      .selectAll()
      .where('id', '=', sessionId)
      .executeTakeFirst();
    if (row === undefined) return;
    const parameters = JSON.parse(row.parameters_json) as TrainingParameters;
    const datasetIds = await this.#datasetsOf(sessionId);
    if (datasetIds.length > 0) await this.#add(row.user_id, row.character_id, datasetIds, parameters);
  }

  /** Newest first. @throws DomainError `not_found` */
  async list(
    principal: Principal,
    characterId: string,
    options: PageRequest,
  ): Promise<{ sessions: TrainingSession[]; total: number }> {
    const { db } = this.#deps;
    await ownRow(db, principal, characterId);
    const query = db
      .selectFrom('training_sessions')
      .selectAll()
      .where('character_id', '=', characterId)
      .orderBy('created_at_ms', 'desc')
      .orderBy('id');
    const { rows, total } = await readPage(query, options);
    return { sessions: await Promise.all(rows.map((row) => this.#toSession(row))), total };
  }

  /** @throws DomainError `not_found`, also for somebody else's */
  async get(principal: Principal, id: string): Promise<TrainingSession> {
    const row = await this.#deps.db
      .selectFrom('training_sessions')
      .innerJoin('characters', 'characters.id', 'training_sessions.character_id')
      .selectAll('training_sessions')
      .select('characters.owner_id')
      .where('training_sessions.id', '=', id)
      .executeTakeFirst();
    if (row === undefined || !mayTouch(principal, row.owner_id)) throw notFound('training_session', id);
    return await this.#toSession(row);
  }

  /** @throws DomainError `not_found`, `conflict` for what has ended */
  async cancel(principal: Principal, id: string): Promise<TrainingSession> {
    const { status } = await this.get(principal, id);
    if (!(await this.#deps.queue.cancel(id, 'Cancelled'))) {
      const now = status === 'queued' || status === 'running' ? 'has just ended' : `is ${status} already`;
      throw new DomainError('conflict', `The training session ${now}, so it cannot be cancelled`, {
        training_session_id: id,
      });
    }
    return await this.get(principal, id);
  }

  /** Ends the trainings with a dataset that goes, and removes what they learned from it. */
  async forgetDataset(datasetId: string): Promise<void> {
    const { db, models, queue, onChange } = this.#deps;
    const rows = await db
      .selectFrom('training_session_datasets')
      .innerJoin('training_sessions', 'training_sessions.id', 'training_session_datasets.session_id')
      .select(['training_sessions.id', 'character_id', 'status'])
      .where('dataset_id', '=', datasetId)
      .execute();
    for (const { id } of rows) await queue.cancel(id, 'Its dataset was deleted');
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return;
    await db
      .updateTable('training_sessions')
      .set({ error: 'What it learned was removed with its dataset' })
      .where('id', 'in', ids)
      .where('status', '=', 'completed')
      .execute();
    await models.drop(ids);
    for (const characterId of new Set(rows.map(({ character_id }) => character_id))) onChange(characterId);
  }

  /** Ends the trainings of a character that goes. */
  async endAllOf(characterId: string): Promise<void> {
    const rows = await this.#deps.db
      .selectFrom('training_sessions')
      .select('id')
      .where('character_id', '=', characterId)
      .where('status', 'in', ['queued', 'running'])
      .execute();
    for (const { id } of rows) await this.#deps.queue.cancel(id, 'Its character was deleted');
    this.#deps.onChange(characterId);
  }

  async #add(
    userId: string,
    characterId: string,
    datasetIds: readonly string[],
    parameters: TrainingParameters,
  ): Promise<Selectable<TrainingSessionsTable>> {
    const row: Selectable<TrainingSessionsTable> = {
      id: newId('trn'),
      character_id: characterId,
      user_id: userId,
      status: 'queued',
      parameters_json: JSON.stringify(parameters),
      metrics_json: null,
      error: null,
      embedding_model: null,
      created_at_ms: Date.now(),
      started_at_ms: null,
      ended_at_ms: null,
    };
    await this.#deps.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('training_sessions').values(row).execute();
      const links = datasetIds.map((dataset_id) => ({ session_id: row.id, dataset_id }));
      await transaction.insertInto('training_session_datasets').values(links).execute();
    });
    this.#deps.queue.wake();
    return row;
  }

  async #datasets(characterId: string, wanted: readonly string[] | undefined): Promise<string[]> {
    const rows = await this.#deps.db
      .selectFrom('training_datasets')
      .select('id')
      .where('character_id', '=', characterId)
      .orderBy('created_at_ms')
      .execute();
    const own = rows.map(({ id }) => id);
    const missing = wanted?.find((id) => !own.includes(id));
    if (missing !== undefined) throw notFound('training_dataset', missing);
    return wanted === undefined ? own : [...new Set(wanted)];
  }

  async #glance(datasetIds: readonly string[]): Promise<Parameters<typeof refuseTooLittle>[0]> {
    if (datasetIds.length === 0) return { examples: 0, intents: [], answers: 0 };
    const rows = await this.#deps.db
      .selectFrom('training_examples')
      .select((eb) => [
        'intent',
        eb.fn.countAll<number>().as('all'),
        eb.fn.count<number>('response').as('answered'),
      ])
      .where('dataset_id', 'in', datasetIds)
      .groupBy('intent')
      .execute();
    return {
      examples: rows.reduce((sum, { all }) => sum + Number(all), 0),
      answers: rows.reduce((sum, { answered }) => sum + Number(answered), 0),
      intents: rows.flatMap(({ intent }) => intent ?? []),
    };
  }

  async #toSession(row: Selectable<TrainingSessionsTable>): Promise<TrainingSession> {
    return toSession(row, await this.#datasetsOf(row.id), this.#deps.queue.progressOf(row.id));
  }

  async #datasetsOf(sessionId: string): Promise<string[]> {
    const rows = await this.#deps.db
      .selectFrom('training_session_datasets')
      .select('dataset_id')
      .where('session_id', '=', sessionId)
      .execute();
    return rows.map(({ dataset_id }) => dataset_id);
  }
}
