import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { ExampleIndex } from './example-index.ts';
import type { TrainingSessions } from './training-sessions.ts';

/** What is left of trainings when a character or an account goes: rows go with it, threads and the index do not. */
export class TrainingRemoval {
  readonly #db: Kysely<Schema>;
  readonly #sessions: Pick<TrainingSessions, 'endAllOf'>;
  readonly #index: Pick<ExampleIndex, 'removeDataset'>;
  readonly #forget: () => void;

  constructor(deps: {
    db: Kysely<Schema>;
    sessions: Pick<TrainingSessions, 'endAllOf'>;
    index: Pick<ExampleIndex, 'removeDataset'>;
    /** Makes deleted rows unreadable in the files too. */
    forget(): void;
  }) {
    this.#db = deps.db;
    this.#sessions = deps.sessions;
    this.#index = deps.index;
    this.#forget = deps.forget;
  }

  /** Of one that goes. */
  async ofCharacter(characterId: string): Promise<void> {
    await this.#sessions.endAllOf(characterId);
    const rows = await this.#db
      .selectFrom('training_datasets')
      .select('id')
      .where('character_id', '=', characterId)
      .execute();
    for (const { id } of rows) {
      await this.#db.deleteFrom('training_datasets').where('id', '=', id).execute();
      await this.#index.removeDataset(id);
    }
    await this.#db.deleteFrom('training_sessions').where('character_id', '=', characterId).execute();
    this.#forget();
  }

  /** Of all characters of an account that goes. */
  async ofAccount(userId: string): Promise<void> {
    const rows = await this.#db
      .selectFrom('characters')
      .select('id')
      .where('owner_id', '=', userId)
      .execute();
    for (const { id } of rows) await this.ofCharacter(id);
  }
}
