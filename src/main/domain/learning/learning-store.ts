import type { Kysely, Selectable } from 'kysely';
import { newId } from '../../storage/ids.ts';
import { type PageRequest, readPage } from '../../storage/page.ts';
import type { LearningItemsTable, Schema } from '../../storage/schema.ts';
import { mayTouch, type Principal } from '../accounts/principal.ts';
import { notFound } from '../domain-error.ts';
import type { AnswerSource, LearningItem, LearningStatus } from './learning-item.ts';

const EXAMPLES_SHOWN = 10;

/** A lesson that was made of messages. */
export interface NewLesson {
  source: 'low_rating' | 'unanswered';
  /** Null where it is read from where its source says. */
  answer: string | null;
  answerSource: AnswerSource | null;
  messages: readonly { messageId: string; likeness: number }[];
}

type ItemRow = Selectable<LearningItemsTable>;

/** What characters could learn, in the database. */
export class LearningStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Newest first. */
  async list(
    characterId: string,
    { status, ...page }: PageRequest & { status?: LearningStatus | undefined },
  ): Promise<{ items: LearningItem[]; total: number }> {
    let query = this.#db.selectFrom('learning_items').where('character_id', '=', characterId);
    if (status !== undefined) query = query.where('status', '=', status);
    const { rows, total } = await readPage(
      query.selectAll().orderBy('created_at_ms', 'desc').orderBy('id'),
      page,
    );
    return { items: await Promise.all(rows.map((row) => this.#complete(row))), total };
  }

  /** @throws DomainError `not_found`, also for an item of somebody else's character */
  async get(principal: Principal, id: string): Promise<LearningItem> {
    const row = await this.#db
      .selectFrom('learning_items')
      .innerJoin('characters', 'characters.id', 'learning_items.character_id')
      .selectAll('learning_items')
      .select('characters.owner_id')
      .where('learning_items.id', '=', id)
      .executeTakeFirst();
    if (row === undefined || !mayTouch(principal, row.owner_id)) throw notFound('learning_item', id);
    return await this.#complete(row);
  }

  async addManual(
    characterId: string,
    { question, answer, examples }: { question: string; answer: string | null; examples: readonly string[] },
  ): Promise<LearningItem> {
    const source = answer === null ? null : JSON.stringify({ kind: 'manual' } satisfies AnswerSource);
    const row = { ...newRow(characterId, 'manual'), question, answer, answer_source_json: source };
    await this.#db.transaction().execute(async (transaction) => {
      await transaction.insertInto('learning_items').values(row).execute();
      if (examples.length === 0) return;
      await transaction
        .insertInto('learning_phrasings')
        .values(examples.map((content, position) => ({ item_id: row.id, position, content })))
        .execute();
    });
    return await this.#complete(row);
  }

  /** Messages that went meanwhile are left out, and so is a lesson without any. */
  async addLesson(characterId: string, lesson: NewLesson): Promise<LearningItem | null> {
    const source = lesson.answerSource === null ? null : JSON.stringify(lesson.answerSource);
    const row = { ...newRow(characterId, lesson.source), answer: lesson.answer, answer_source_json: source };
    const linked = await this.#db.transaction().execute(async (transaction) => {
      await transaction.insertInto('learning_items').values(row).execute();
      const count = await link(transaction, row.id, lesson.messages);
      if (count === 0) await transaction.deleteFrom('learning_items').where('id', '=', row.id).execute();
      return count;
    });
    return linked === 0 ? null : await this.#complete(row);
  }

  /** More messages that ask what an item is about. */
  async link(id: string, messages: NewLesson['messages']): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await link(transaction, id, messages);
    });
  }

  async update(
    id: string,
    changes: Partial<{
      status: LearningStatus;
      question: string;
      answer: string | null;
      answerSource: AnswerSource | null;
      documentId: string;
      appliedAtMs: number;
    }>,
  ): Promise<void> {
    const { status, question, answer, answerSource, documentId, appliedAtMs } = changes;
    await this.#db
      .updateTable('learning_items')
      .set({
        updated_at_ms: Date.now(),
        ...(status !== undefined && { status }),
        ...(question !== undefined && { question }),
        ...(answer !== undefined && { answer }),
        ...(answerSource !== undefined && {
          answer_source_json: answerSource === null ? null : JSON.stringify(answerSource),
        }),
        ...(documentId !== undefined && { document_id: documentId }),
        ...(appliedAtMs !== undefined && { applied_at_ms: appliedAtMs }),
      })
      .where('id', '=', id)
      .execute();
  }

  async #complete(row: ItemRow): Promise<LearningItem> {
    const { id } = row;
    const source =
      row.answer_source_json === null ? null : (JSON.parse(row.answer_source_json) as AnswerSource);
    const [messages, phrasings, { count }, liked] = await Promise.all([
      this.#db
        .selectFrom('learning_examples')
        .innerJoin('messages', 'messages.id', 'learning_examples.message_id')
        .select('messages.content')
        .where('item_id', '=', id)
        .orderBy('likeness', 'desc')
        .orderBy('messages.position')
        .limit(EXAMPLES_SHOWN)
        .execute(),
      this.#db
        .selectFrom('learning_phrasings')
        .select('content')
        .where('item_id', '=', id)
        .orderBy('position')
        .execute(),
      this.#db
        .selectFrom('learning_examples')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('item_id', '=', id)
        .executeTakeFirstOrThrow(),
      source?.kind === 'rated_answer' && row.answer === null ? this.#answerTo(source.messageId) : null,
    ]);
    const examples = [...new Set([...phrasings, ...messages].map(({ content }) => content))];
    const answer = row.answer ?? liked;
    return {
      ...{ id, characterId: row.character_id, status: row.status, source: row.source },
      question: row.question ?? examples[0] ?? '',
      examples: examples.slice(0, EXAMPLES_SHOWN),
      occurrences: Number(count),
      answer,
      answerSource: answer === null ? null : source,
      createdAtMs: Number(row.created_at_ms),
      updatedAtMs: Number(row.updated_at_ms),
      appliedAtMs: row.applied_at_ms === null ? null : Number(row.applied_at_ms),
    };
  }

  /** Read where it was said: with the conversation it is gone from here too. */
  async #answerTo(messageId: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('messages as asked')
      .innerJoin('messages as answer', 'answer.conversation_id', 'asked.conversation_id')
      .select('answer.content')
      .where('asked.id', '=', messageId)
      .where('answer.reply_to', '=', messageId)
      .executeTakeFirst();
    return row?.content ?? null;
  }
}

/** @returns how many there are now */
async function link(db: Kysely<Schema>, itemId: string, messages: NewLesson['messages']): Promise<number> {
  let count = 0;
  for (const { messageId, likeness } of messages) {
    const there = await db.selectFrom('messages').select('id').where('id', '=', messageId).executeTakeFirst();
    if (there === undefined) continue;
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('learning_examples')
      .values({ item_id: itemId, message_id: messageId, likeness })
      .onConflict((conflict) => conflict.column('message_id').doNothing())
      .executeTakeFirst();
    count += Number(numInsertedOrUpdatedRows ?? 0n);
  }
  return count;
}

function newRow(characterId: string, source: ItemRow['source']): ItemRow {
  const now = Date.now();
  return {
    ...{ id: newId('lrn'), character_id: characterId, status: 'pending', source },
    ...{ question: null, answer: null, answer_source_json: null, document_id: null },
    ...{ created_at_ms: now, updated_at_ms: now, applied_at_ms: null },
  };
}
