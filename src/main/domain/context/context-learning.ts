import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import { holdsSecret } from '../memory/extract/secrets.ts';
import type { ContextPlace } from './context-place.ts';
import { type EntityService, entityRow } from './entities/entity-service.ts';
import { pruneMentions } from './mention-rows.ts';
import type { ReadText } from './read/mention.ts';
import type { TextReader } from './read/text-reader.ts';
import { rowOf } from './topics/topic-service.ts';

interface ContextLearningDependencies {
  db: Kysely<Schema>;
  reader: TextReader;
  entities: EntityService;
  /** Whether characters may remember what this account's users say. */
  isEnabled(userId: string): Promise<boolean>;
  logger: { error(object: object, message: string): void };
}

interface UnreadMessage {
  messageId: string;
  content: string;
  saidAtMs: number;
  place: ContextPlace;
}

/** A message is about few things. */
const TOPICS_MAX = 5;
/** What a message is about first weighs this, and each further thing a little less. */
const TOPIC_WEIGHT = 1;
const NEXT_TOPIC_WEIGHS = 0.8;

/**
 * Reads what users said for topics and entities, apart from the turns. What is still to be read is in the database, so
 * that nothing is lost when the program ends.
 */
export class ContextLearning {
  readonly #deps: ContextLearningDependencies;
  #running: Promise<void> | null = null;
  #awake = false;
  #closed = false;

  constructor(deps: ContextLearningDependencies) {
    this.#deps = deps;
  }

  /** Says that there is something to read, also after a start. */
  wake(): void {
    this.#awake = true;
    if (this.#closed) return;
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        if (!this.#closed) this.#deps.logger.error({ err: error }, 'learning topics and entities failed');
      })
      .finally(() => {
        this.#running = null;
        if (this.#awake && !this.#closed) this.wake();
      });
  }

  /** Resolves when what was said until now has been read. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#awake) {
      this.#awake = false;
      for (let next = await this.#next(); next !== null; next = await this.#next()) await this.#read(next);
    }
  }

  async #next(): Promise<UnreadMessage | null> {
    if (this.#closed) return null;
    const row = await this.#deps.db
      .selectFrom('context_unread')
      .innerJoin('messages', 'messages.id', 'context_unread.message_id')
      .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
      .select(['messages.id', 'messages.content', 'messages.created_at_ms'])
      .select(['conversations.user_id', 'conversations.character_id', 'conversations.end_user'])
      .orderBy('messages.position')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return null;
    const place = {
      userId: row.user_id,
      characterId: row.character_id,
      endUser: row.end_user ?? row.user_id,
    };
    return { messageId: row.id, content: row.content, saidAtMs: Number(row.created_at_ms), place };
  }

  async #read({ messageId, content, saidAtMs, place }: UnreadMessage): Promise<void> {
    const { db, reader, entities, isEnabled, logger } = this.#deps;
    const mayLearn = (await isEnabled(place.userId)) && !holdsSecret(content);
    const read = mayLearn
      ? await reader.read(content, saidAtMs).catch((error: unknown) => {
          logger.error(
            { err: error, message_id: messageId },
            'a message could not be read for topics and entities',
          );
          return null;
        })
      : null;
    if (this.#closed) return;
    const known = read === null ? [] : await entities.list(place);
    await db.transaction().execute(async (transaction) => {
      const { numDeletedRows } = await transaction
        .deleteFrom('context_unread')
        .where('message_id', '=', messageId)
        .executeTakeFirstOrThrow();
      // It went meanwhile, or its user wants nothing to be known.
      if (numDeletedRows === 0n || read === null) return;
      const named = read.mentions.filter(({ isNamed }) => isNamed);
      if (named.length > 0) {
        const rows = named.map((mention) => entityRow(place, mention, known, saidAtMs, messageId));
        await transaction.insertInto('entity_mentions').values(rows).execute();
        await pruneMentions(transaction, 'entity_mentions', place);
      }
      const topics = topicsIn(read);
      if (topics.length > 0) {
        const rows = topics.map((name, rank) => ({
          ...rowOf(place, name, TOPIC_WEIGHT * NEXT_TOPIC_WEIGHS ** rank, saidAtMs),
          message_id: messageId,
        }));
        await transaction.insertInto('topic_mentions').values(rows).execute();
        await pruneMentions(transaction, 'topic_mentions', place);
      }
    });
  }
}

/** What a message is about: what it says more than once first, then in its order. */
function topicsIn({ topics }: ReadText): string[] {
  const counts = new Map<string, number>();
  for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([topic]) => topic)
    .slice(0, TOPICS_MAX);
}
