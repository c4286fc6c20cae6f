import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { newId } from '../../storage/ids.ts';
import { type PageRequest, readPage } from '../../storage/page.ts';
import type { Schema } from '../../storage/schema.ts';
import { DomainError, notFound } from '../domain-error.ts';
import { type CheckedExample, checkExample, EXAMPLES_MAX, INTENTS_MAX } from './check-example.ts';
import type { ExampleIndex } from './example-index.ts';
import {
  type AddedExamples,
  type ExampleDraft,
  type TrainingExample,
  toExample,
} from './training-dataset.ts';

/** Few enough that others get a turn in between. */
const AT_ONCE = 100;

interface ExamplesDependencies {
  db: Kysely<Schema>;
  index: Pick<ExampleIndex, 'remove'>;
  /** Makes deleted rows unreadable in the files too. */
  forget(): void;
}

/** The examples of datasets; whoever calls has found out that the dataset may be touched. */
export class TrainingExamples {
  readonly #deps: ExamplesDependencies;

  constructor(deps: ExamplesDependencies) {
    this.#deps = deps;
  }

  /** In the order in which they came. */
  async list(
    datasetId: string,
    options: PageRequest & { intent?: string | undefined },
  ): Promise<{ examples: TrainingExample[]; total: number }> {
    let query = this.#deps.db.selectFrom('training_examples').where('dataset_id', '=', datasetId);
    if (options.intent !== undefined) query = query.where('intent', '=', options.intent);
    const { rows, total } = await readPage(query.selectAll().orderBy('position'), options);
    return { examples: rows.map(toExample), total };
  }

  /**
   * All are checked before the first is stored.
   *
   * @throws DomainError `invalid` with the index of the first that is wrong, `too_large` where they are too many
   */
  async add(datasetId: string, drafts: readonly ExampleDraft[]): Promise<AddedExamples> {
    const checked = await this.check(drafts);
    await this.#refuseTooMany(datasetId, checked);
    const result: AddedExamples = { examples: [], added: 0, updated: 0, duplicates: 0 };
    for (let from = 0; from < checked.length; from += AT_ONCE) {
      await this.#addSome(datasetId, checked.slice(from, from + AT_ONCE), result);
      await nextTurn();
    }
    await this.#touch(datasetId);
    return result;
  }

  async check(drafts: readonly ExampleDraft[]): Promise<CheckedExample[]> {
    if (drafts.length > EXAMPLES_MAX) throw tooMany();
    const checked: CheckedExample[] = [];
    for (const [index, draft] of drafts.entries()) {
      if (index % AT_ONCE === 0) await nextTurn();
      checked.push(checkExample(draft, index));
    }
    return checked;
  }

  /** @throws DomainError `not_found` */
  async remove(datasetId: string, id: string): Promise<void> {
    const { db, index, forget } = this.#deps;
    const row = await db
      .selectFrom('training_examples')
      .select('position')
      .where('dataset_id', '=', datasetId)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw notFound('training_example', id);
    await index.remove([row.position]);
    await db.deleteFrom('training_examples').where('id', '=', id).execute();
    await this.#touch(datasetId);
    forget();
  }

  async #refuseTooMany(datasetId: string, checked: readonly CheckedExample[]): Promise<void> {
    const { db } = this.#deps;
    const own = db.selectFrom('training_examples').where('dataset_id', '=', datasetId);
    const { count } = await own
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) + new Set(checked.map(({ textKey }) => textKey)).size > EXAMPLES_MAX) throw tooMany();
    const known = await own.select('intent').distinct().where('intent', 'is not', null).execute();
    const intents = new Set([...known, ...checked].map(({ intent }) => intent));
    intents.delete(null);
    if (intents.size > INTENTS_MAX) {
      throw new DomainError('too_large', `A dataset has at most ${INTENTS_MAX} different intents`);
    }
  }

  async #addSome(
    datasetId: string,
    checked: readonly CheckedExample[],
    result: AddedExamples,
  ): Promise<void> {
    await this.#deps.db.transaction().execute(async (transaction) => {
      const rows = await transaction
        .selectFrom('training_examples')
        .selectAll()
        .where('dataset_id', '=', datasetId)
        .where(
          'text_key',
          'in',
          checked.map(({ textKey }) => textKey),
        )
        .execute();
      const known = new Map(rows.map((row) => [row.text_key, toExample(row)]));
      const fresh = new Map<string, TrainingExample>();
      for (const { text, textKey, ...said } of checked) {
        const before = fresh.get(textKey) ?? known.get(textKey);
        if (before === undefined) {
          const example = { id: newId('tex'), datasetId, text, ...said, createdAtMs: Date.now() };
          fresh.set(textKey, example);
          result.examples.push(example);
          result.added += 1;
          continue;
        }
        result.examples.push(before);
        const response = said.response ?? before.response;
        const intent = said.intent ?? before.intent;
        if (response === before.response && intent === before.intent) {
          result.duplicates += 1;
          continue;
        }
        Object.assign(before, { response, intent });
        result.updated += 1;
        if (fresh.has(textKey)) continue;
        await transaction
          .updateTable('training_examples')
          .set({ response, intent })
          .where('id', '=', before.id)
          .execute();
      }
      const values = [...fresh].map(([text_key, { id, text, response, intent, createdAtMs }]) => {
        return { id, dataset_id: datasetId, text, text_key, response, intent, created_at_ms: createdAtMs };
      });
      if (values.length > 0) await transaction.insertInto('training_examples').values(values).execute();
    });
  }

  async #touch(datasetId: string): Promise<void> {
    await this.#deps.db
      .updateTable('training_datasets')
      .set({ updated_at_ms: Date.now() })
      .where('id', '=', datasetId)
      .execute();
  }
}

function tooMany(): DomainError {
  return new DomainError('too_large', `A dataset holds at most ${EXAMPLES_MAX} examples`);
}
