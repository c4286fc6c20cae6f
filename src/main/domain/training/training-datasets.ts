import type { Kysely } from 'kysely';
import { newId } from '../../storage/ids.ts';
import { type PageRequest, readPage } from '../../storage/page.ts';
import type { Schema } from '../../storage/schema.ts';
import { mayTouch, type Principal } from '../accounts/principal.ts';
import { ownRow } from '../characters/character-service.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { ExampleIndex } from './example-index.ts';
import {
  type AddedExamples,
  type ExampleDraft,
  type TrainingDataset,
  type TrainingExample,
  toDataset,
} from './training-dataset.ts';
import type { TrainingExamples } from './training-examples.ts';

export interface DatasetDraft {
  name: string;
  description?: string | undefined;
}

interface DatasetsDependencies {
  db: Kysely<Schema>;
  examples: TrainingExamples;
  index: Pick<ExampleIndex, 'removeDataset'>;
  /** Ends the trainings with this dataset, and removes what they learned. */
  forgetLearned(datasetId: string): Promise<void>;
  /** Makes deleted rows unreadable in the files too. */
  forget(): void;
}

/** Of one character. */
const DATASETS_MAX = 100;

/** What characters are trained with. */
export class TrainingDatasets {
  readonly #deps: DatasetsDependencies;

  constructor(deps: DatasetsDependencies) {
    this.#deps = deps;
  }

  /** Newest first. @throws DomainError `not_found` for somebody else's character too */
  async list(
    principal: Principal,
    characterId: string,
    options: PageRequest,
  ): Promise<{ datasets: TrainingDataset[]; total: number }> {
    const { db } = this.#deps;
    await ownRow(db, principal, characterId);
    const query = db
      .selectFrom('training_datasets')
      .selectAll()
      .where('character_id', '=', characterId)
      .orderBy('created_at_ms', 'desc')
      .orderBy('id');
    const { rows, total } = await readPage(query, options);
    const datasets = await Promise.all(rows.map(async (row) => toDataset(row, await this.#counts(row.id))));
    return { datasets, total };
  }

  /** @throws DomainError `not_found`, also for somebody else's */
  async get(principal: Principal, id: string): Promise<TrainingDataset> {
    const row = await this.#deps.db
      .selectFrom('training_datasets')
      .innerJoin('characters', 'characters.id', 'training_datasets.character_id')
      .selectAll('training_datasets')
      .select('characters.owner_id')
      .where('training_datasets.id', '=', id)
      .executeTakeFirst();
    if (row === undefined || !mayTouch(principal, row.owner_id)) throw notFound('training_dataset', id);
    return toDataset(row, await this.#counts(id));
  }

  /** @throws DomainError `not_found`, `invalid` with the index of an example, `too_large`, `conflict` */
  async create(
    principal: Principal,
    characterId: string,
    draft: DatasetDraft & { examples?: readonly ExampleDraft[] | undefined },
  ): Promise<TrainingDataset> {
    const { db, examples } = this.#deps;
    await ownRow(db, principal, characterId);
    const drafts = draft.examples ?? [];
    await examples.check(drafts);
    const now = Date.now();
    const row = {
      id: newId('tds'),
      character_id: characterId,
      name: draft.name,
      description: draft.description ?? '',
      created_at_ms: now,
      updated_at_ms: now,
    };
    const count = await db
      .selectFrom('training_datasets')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('character_id', '=', characterId)
      .executeTakeFirstOrThrow();
    if (Number(count.count) >= DATASETS_MAX) {
      throw new DomainError('conflict', `A character has at most ${DATASETS_MAX} training datasets`);
    }
    await db.insertInto('training_datasets').values(row).execute();
    await examples.add(row.id, drafts);
    return await this.get(principal, row.id);
  }

  /** What is left out stays as it is. @throws DomainError `not_found` */
  async update(principal: Principal, id: string, changes: Partial<DatasetDraft>): Promise<TrainingDataset> {
    const before = await this.get(principal, id);
    await this.#deps.db
      .updateTable('training_datasets')
      .set({
        name: changes.name ?? before.name,
        description: changes.description ?? before.description,
        updated_at_ms: Math.max(Date.now(), before.updatedAtMs + 1),
      })
      .where('id', '=', id)
      .execute();
    return await this.get(principal, id);
  }

  /** Removes it with its examples and with what was learned from them. @throws DomainError `not_found` */
  async remove(principal: Principal, id: string): Promise<void> {
    const { db, index, forgetLearned, forget } = this.#deps;
    await this.get(principal, id);
    await forgetLearned(id);
    await db.deleteFrom('training_datasets').where('id', '=', id).execute();
    await index.removeDataset(id);
    forget();
  }

  /** @throws DomainError `not_found` */
  async examples(
    principal: Principal,
    id: string,
    options: PageRequest & { intent?: string | undefined },
  ): Promise<{ examples: TrainingExample[]; total: number }> {
    await this.get(principal, id);
    return await this.#deps.examples.list(id, options);
  }

  /** @throws DomainError `not_found`, `invalid` with the index of the first that is wrong, `too_large` */
  async addExamples(
    principal: Principal,
    id: string,
    drafts: readonly ExampleDraft[],
  ): Promise<AddedExamples> {
    await this.get(principal, id);
    return await this.#deps.examples.add(id, drafts);
  }

  /** @throws DomainError `not_found` */
  async removeExample(principal: Principal, id: string, exampleId: string): Promise<void> {
    await this.get(principal, id);
    await this.#deps.examples.remove(id, exampleId);
  }

  async #counts(id: string): Promise<Pick<TrainingDataset, 'exampleCount' | 'responseCount' | 'intents'>> {
    const rows = await this.#deps.db
      .selectFrom('training_examples')
      .select((eb) => [
        'intent',
        eb.fn.countAll<number>().as('all'),
        eb.fn.count<number>('response').as('answered'),
      ])
      .where('dataset_id', '=', id)
      .groupBy('intent')
      .execute();
    const sum = (of: (row: (typeof rows)[number]) => number) =>
      rows.reduce((all, row) => all + Number(of(row)), 0);
    return {
      exampleCount: sum(({ all }) => all),
      responseCount: sum(({ answered }) => answered),
      intents: rows
        .flatMap(({ intent, all }) => (intent === null ? [] : [{ name: intent, examples: Number(all) }]))
        .sort((a, b) => b.examples - a.examples || a.name.localeCompare(b.name)),
    };
  }
}
