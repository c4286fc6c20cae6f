import type { Kysely, Selectable } from 'kysely';
import { contains } from '../../storage/contains.ts';
import { newId } from '../../storage/ids.ts';
import { type PageRequest, type PartRequest, readPage } from '../../storage/page.ts';
import type { MessagesTable, Schema } from '../../storage/schema.ts';
import { mayTouch, type Principal, seesEverything } from '../accounts/principal.ts';
import { notFound } from '../domain-error.ts';
import { leaveUnread } from '../memory/leave-unread.ts';
import { type ConversationGlance, glanceAt } from './conversation-glance.ts';
import { type ConversationFacts, NOTHING_FOUND_OUT, newRow } from './conversation-row.ts';
import { type Conversation, type Intent, type Message, toConversation, toMessage } from './message.ts';
import { citationsIn, keepCitations, keepMemories, memoriesIn, NO_SOURCES } from './message-sources.ts';

export type NewAnswer = Pick<
  Message,
  | 'id'
  | 'content'
  | 'taggedContent'
  | 'state'
  | 'emotion'
  | 'gestures'
  | 'usage'
  | 'confidence'
  | 'citations'
  | 'memoryIds'
>;

/** Conversations and their messages in the database. A method that returns has stored what it was given. */
export class ConversationStore {
  readonly #db: Kysely<Schema>;
  readonly #forget: () => void;

  /** @param forget makes deleted rows unreadable in the files too */
  constructor(db: Kysely<Schema>, forget: () => void) {
    this.#db = db;
    this.#forget = forget;
  }

  /** Newest activity first. The owner sees everybody's, and with `mineOnly` their own. */
  async list(
    principal: Principal,
    options: (PageRequest | PartRequest) & {
      characterId?: string | undefined;
      mineOnly?: boolean;
      /** Only those that are over, or only those that go on. */
      ended?: boolean | undefined;
      /** Conversations with visitors of public pages; left out unless they are asked for. */
      visitors?: 'only' | 'include' | undefined;
      /** Only those in which this was said, or whose title has it. */
      search?: string | undefined;
    },
  ): Promise<{ conversations: (Conversation & ConversationGlance)[]; total: number }> {
    let query = this.#db.selectFrom('conversations');
    if (options.mineOnly === true || !seesEverything(principal)) {
      query = query.where('user_id', '=', principal.userId);
    }
    if (options.visitors !== 'include') {
      query = query.where('visitor', '=', options.visitors === 'only' ? 1 : 0);
    }
    if (options.characterId !== undefined) query = query.where('character_id', '=', options.characterId);
    const { ended, search } = options;
    if (ended !== undefined) query = query.where('ended_at_ms', ended ? 'is not' : 'is', null);
    if (search !== undefined) {
      query = query.where((eb) =>
        eb.or([
          contains('conversations.title', search),
          eb.exists(
            eb
              .selectFrom('messages')
              .select('messages.id')
              .whereRef('messages.conversation_id', '=', 'conversations.id')
              .where(contains('messages.content', search)),
          ),
        ]),
      );
    }
    const { rows, total } = await readPage(
      query.selectAll().orderBy('updated_at_ms', 'desc').orderBy('id'),
      options,
    );
    const glances = await glanceAt(this.#db, rows);
    const conversations = rows.flatMap((row, at) => {
      const glance = glances[at];
      return glance === undefined ? [] : [{ ...toConversation(row), ...glance }];
    });
    return { conversations, total };
  }

  /** The conversations that would go with an account: its own, and everybody's with its characters. */
  async idsThatGoWith(userId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('conversations')
      .innerJoin('characters', 'characters.id', 'conversations.character_id')
      .select('conversations.id')
      .where((eb) =>
        eb.or([eb('conversations.user_id', '=', userId), eb('characters.owner_id', '=', userId)]),
      )
      .execute();
    return rows.map(({ id }) => id);
  }

  /** @throws DomainError `not_found`, also for a conversation of somebody else. */
  async get(principal: Principal, id: string): Promise<Conversation> {
    const row = await this.#db
      .selectFrom('conversations')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined || !mayTouch(principal, row.user_id)) throw notFound('conversation', id);
    return toConversation(row);
  }

  /** @param title null calls it by its first words again. @throws DomainError `not_found` */
  async rename(principal: Principal, id: string, title: string | null): Promise<Conversation> {
    await this.get(principal, id);
    await this.#db.updateTable('conversations').set({ title }).where('id', '=', id).execute();
    return await this.get(principal, id);
  }

  /** Marks it as over; what is said in it later begins it again. @throws DomainError `not_found` */
  async end(principal: Principal, id: string): Promise<Conversation> {
    await this.get(principal, id);
    await this.#db
      .updateTable('conversations')
      .set({ ended_at_ms: Date.now() })
      .where('id', '=', id)
      .where('ended_at_ms', 'is', null)
      .execute();
    return await this.get(principal, id);
  }

  /** Oldest first. */
  async messages(conversationId: string): Promise<Message[]> {
    const query = this.#db
      .selectFrom('messages')
      .leftJoin('message_ratings', 'message_ratings.message_id', 'messages.id')
      .selectAll('messages')
      .select(['message_ratings.rating', 'message_ratings.comment'])
      .where('messages.conversation_id', '=', conversationId)
      .orderBy('messages.position');
    const [rows, citations, memories] = await Promise.all([
      query.execute(),
      citationsIn(this.#db, conversationId),
      memoriesIn(this.#db, conversationId),
    ]);
    return rows.map((row) =>
      toMessage(row, { citations: citations.get(row.id) ?? [], memoryIds: memories.get(row.id) ?? [] }),
    );
  }

  async create(
    principal: Principal,
    characterId: string,
    facts: ConversationFacts = {},
  ): Promise<Conversation> {
    const row = newRow(newId('conv'), principal.userId, characterId, { ...facts, visitor: 0 });
    await this.#db.insertInto('conversations').values(row).execute();
    return toConversation(row);
  }

  /** The conversation of a visitor, which begins with the first thing that they say. @returns null before that */
  async findVisitors(id: string): Promise<Conversation | null> {
    const row = await this.#db
      .selectFrom('conversations')
      .selectAll()
      .where('id', '=', id)
      .where('visitor', '=', 1)
      .executeTakeFirst();
    return row === undefined ? null : toConversation(row);
  }

  /** Begins the conversation of a visitor, unless it has begun. */
  async ensureVisitors(id: string, character: { id: string; ownerId: string }): Promise<Conversation> {
    const row = newRow(id, character.ownerId, character.id, { visitor: 1 });
    await this.#db
      .insertInto('conversations')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    return (await this.findVisitors(id)) ?? toConversation(row);
  }

  /** Everybody's with this character. */
  async idsWith(characterId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('conversations')
      .select('id')
      .where('character_id', '=', characterId)
      .execute();
    return rows.map(({ id }) => id);
  }

  /** Removes a conversation and its messages. @throws DomainError `not_found` */
  async delete(id: string): Promise<void> {
    const result = await this.#db.deleteFrom('conversations').where('id', '=', id).executeTakeFirst();
    if (result.numDeletedRows === 0n) throw notFound('conversation', id);
    this.#forget();
  }

  /** Removes the messages of a conversation, and the summary of them. @returns their ids */
  async clear(id: string): Promise<string[]> {
    await this.#db.deleteFrom('conversation_summaries').where('conversation_id', '=', id).execute();
    const removed = await this.#db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('conversation_summaries').where('conversation_id', '=', id).execute();
      return await transaction
        .deleteFrom('messages')
        .where('conversation_id', '=', id)
        .returning('id')
        .execute();
    });
    this.#forget();
    return removed.map((row) => row.id);
  }

  /** @throws DomainError `not_found` */
  async addUserMessage(
    conversationId: string,
    content: string,
    metadata: Record<string, unknown> | null = null,
  ): Promise<Message> {
    return await this.#add({
      ...NOTHING_FOUND_OUT,
      metadata_json: metadata === null ? null : JSON.stringify(metadata),
      id: newId('msg'),
      conversation_id: conversationId,
      role: 'user',
      reply_to: null,
      content,
      tagged_content: null,
      state: 'complete',
      emotion: null,
      gestures_json: '[]',
      usage_json: null,
      confidence: null,
      created_at_ms: Date.now(),
    });
  }

  /** @throws DomainError `not_found` */
  async addAnswer(question: Message, answer: NewAnswer): Promise<Message> {
    const createdAtMs = Date.now();
    const row = {
      ...NOTHING_FOUND_OUT,
      id: answer.id,
      conversation_id: question.conversationId,
      role: 'assistant',
      reply_to: question.id,
      content: answer.content,
      tagged_content: answer.taggedContent,
      state: answer.state,
      emotion: answer.emotion,
      gestures_json: JSON.stringify(answer.gestures),
      usage_json: answer.usage === null ? null : JSON.stringify(answer.usage),
      confidence: answer.confidence,
      answer_ms: Math.max(0, createdAtMs - question.createdAtMs),
      created_at_ms: createdAtMs,
    } as const;
    return await this.#add(row, answer);
  }

  /** Keeps what a message was recognised as. */
  async setIntent(id: string, { name, confidence }: Intent): Promise<void> {
    await this.#db
      .updateTable('messages')
      .set({ intent: name, intent_probability: confidence })
      .where('id', '=', id)
      .execute();
  }

  /** Keeps of an answer what had been said. */
  async shortenAnswer(id: string, content: string): Promise<void> {
    await this.#db
      .updateTable('messages')
      .set({ content, tagged_content: content, state: 'interrupted' })
      .where('id', '=', id)
      .execute();
  }

  async #add(
    row: Omit<Selectable<MessagesTable>, 'position'>,
    sources: Pick<Message, 'citations' | 'memoryIds'> = NO_SOURCES,
  ): Promise<Message> {
    await this.#db.transaction().execute(async (transaction) => {
      const touched = await transaction
        .updateTable('conversations')
        .set({ updated_at_ms: row.created_at_ms, ended_at_ms: null })
        .where('id', '=', row.conversation_id)
        .executeTakeFirst();
      // It may have been deleted since the caller looked.
      if (touched.numUpdatedRows === 0n) throw notFound('conversation', row.conversation_id);
      await transaction.insertInto('messages').values(row).execute();
      await keepCitations(transaction, row.id, sources.citations);
      await keepMemories(transaction, row.id, sources.memoryIds);
      if (row.role === 'user') await leaveUnread(transaction, row.id);
    });
    return toMessage({ ...row, position: 0, rating: null, comment: null }, sources);
  }
}
