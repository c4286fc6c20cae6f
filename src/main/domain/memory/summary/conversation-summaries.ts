import type { Kysely } from 'kysely';
import type { Schema } from '../../../storage/schema.ts';
import type { Foreground } from '../../background/foreground.ts';
import type { WithReadingModel } from '../with-reading-model.ts';
import { type SummaryRequest, summariseBySentences, summariseWithModel } from './summarise.ts';

interface SummariesDependencies {
  db: Kysely<Schema>;
  foreground: Foreground;
  withReadingModel: WithReadingModel;
  logger: { error(object: object, message: string): void };
}

/**
 * What was said in long conversations before the part that still fits into a prompt. It is made apart from the turns,
 * and again at the next one where the program ended meanwhile.
 */
export class ConversationSummaries {
  readonly #deps: SummariesDependencies;
  readonly #stop = new AbortController();
  /** By conversation: the message before which everything is to be summed up. */
  readonly #wanted = new Map<string, string>();
  #running: Promise<void> | null = null;

  constructor(deps: SummariesDependencies) {
    this.#deps = deps;
  }

  /** Null while nothing of the conversation was summed up. */
  async of(conversationId: string): Promise<string | null> {
    const row = await this.#deps.db
      .selectFrom('conversation_summaries')
      .select('content')
      .where('conversation_id', '=', conversationId)
      .executeTakeFirst();
    return row === undefined || row.content === '' ? null : row.content;
  }

  /** Says that a conversation's prompt begins with this message, so that what stands before it is to be summed up. */
  wantUpTo(conversationId: string, messageId: string): void {
    if (this.#stop.signal.aborted) return;
    this.#wanted.set(conversationId, messageId);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  /** Resolves when what was wanted is made. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (;;) {
      const [next] = this.#wanted;
      if (next === undefined || this.#stop.signal.aborted) return;
      this.#wanted.delete(next[0]);
      await this.#make(...next).catch((error: unknown) => {
        if (!this.#stop.signal.aborted) this.#deps.logger.error({ err: error }, 'summing up failed');
      });
    }
  }

  async #make(conversationId: string, messageId: string): Promise<void> {
    const { db } = this.#deps;
    const before = await this.#stored(conversationId);
    const messages = await db
      .selectFrom('messages')
      .leftJoin('unsummarised_messages', 'unsummarised_messages.message_id', 'messages.id')
      .select(['messages.id', 'messages.role', 'messages.content', 'messages.position'])
      .where('messages.conversation_id', '=', conversationId)
      .where('messages.position', '>', before?.up_to_position ?? 0)
      .where('messages.position', '<', (eb) =>
        eb.selectFrom('messages as first').select('first.position').where('first.id', '=', messageId),
      )
      .where('unsummarised_messages.message_id', 'is', null)
      .orderBy('messages.position')
      .execute();
    const upTo = messages.at(-1)?.position;
    if (upTo === undefined) return;
    const content = await this.#written({
      previous: before === undefined || before.content === '' ? null : before.content,
      said: messages.map(({ role, content: text }) => ({ role, content: text })),
      memories: await this.#rememberedFrom(messages.map(({ id }) => id)),
    });
    await db.transaction().execute(async (transaction) => {
      const now = await transaction
        .selectFrom('conversation_summaries')
        .select('updated_at_ms')
        .where('conversation_id', '=', conversationId)
        .executeTakeFirst();
      const forgotten = await transaction
        .selectFrom('unsummarised_messages')
        .select('message_id')
        .where(
          'message_id',
          'in',
          messages.map(({ id }) => id),
        )
        .executeTakeFirst();
      const there = await transaction
        .selectFrom('messages')
        .select('id')
        .where('position', '=', upTo)
        .executeTakeFirst();
      // Something was forgotten, or the messages deleted, while this was written; the next turn asks again.
      if (there === undefined || forgotten !== undefined || now?.updated_at_ms !== before?.updated_at_ms)
        return;
      const row = { content, up_to_position: upTo, updated_at_ms: Date.now() };
      await transaction
        .insertInto('conversation_summaries')
        .values({ conversation_id: conversationId, ...row })
        .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(row))
        .execute();
    });
  }

  async #written(request: SummaryRequest): Promise<string> {
    const { foreground, withReadingModel, logger } = this.#deps;
    const signal = this.#stop.signal;
    const written = await withReadingModel((model) =>
      foreground.whenQuiet((quiet) => summariseWithModel(model, request, quiet), signal),
    ).catch((error: unknown) => {
      signal.throwIfAborted();
      logger.error({ err: error }, 'the model could not sum up');
      return null;
    });
    return written === null || written === '' ? summariseBySentences(request) : written;
  }

  async #stored(conversationId: string) {
    return await this.#deps.db
      .selectFrom('conversation_summaries')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .executeTakeFirst();
  }

  /** What still holds of what these messages told. */
  async #rememberedFrom(messageIds: readonly string[]): Promise<string[]> {
    const rows = await this.#deps.db
      .selectFrom('memories')
      .select('content')
      .where('source_message_id', 'in', messageIds)
      .where('valid_to_ms', 'is', null)
      .orderBy('position')
      .execute();
    return rows.map(({ content }) => content);
  }
}
