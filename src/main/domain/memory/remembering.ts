import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { Foreground } from '../background/foreground.ts';
import type { ExtractionContext } from './extract/context.ts';
import { extractFacts } from './extract/extract-facts.ts';
import { warmUpPatterns } from './extract/warm-up.ts';
import { extractWithModel } from './extract/with-model.ts';
import type { Extraction, Fact, ForgetWish, Subject } from './fact.ts';
import { type LearningPlace, learnFacts } from './learn-facts.ts';
import type { MemoryIndex } from './memory-index.ts';
import type { MemoryService } from './memory-service.ts';
import type { WithReadingModel } from './with-reading-model.ts';
import type { RelationName } from './wording/relations.ts';

/** How many of the latest memories a correction may mean. */
const RECENT = 10;
/** A model that needs longer for one message is not waited for. */
const MODEL_MS = 120_000;
/** Of names that were told: enough to know whom somebody talks about. */
const KNOWN_NAMES = 500;

interface RememberingDependencies {
  db: Kysely<Schema>;
  index: MemoryIndex;
  memories: MemoryService;
  foreground: Foreground;
  withReadingModel: WithReadingModel;
  logger: { error(object: object, message: string): void };
}

const NOTHING_TOLD: Extraction = { facts: [], ended: [], forget: [] };

interface UnreadMessage extends LearningPlace {
  content: string;
}

/**
 * Reads what users said for what is worth remembering, one message after another, apart from the turns. What is still
 * to be read is in the database, so that nothing is lost when the program ends.
 */
export class Remembering {
  readonly #deps: RememberingDependencies;
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;
  #awake = false;

  constructor(deps: RememberingDependencies) {
    this.#deps = deps;
  }

  /** Says that there is something to read, also after a start. */
  wake(): void {
    this.#awake = true;
    if (this.#stop.signal.aborted) return;
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        if (!this.#stop.signal.aborted) this.#deps.logger.error({ err: error }, 'remembering failed');
      })
      .finally(() => {
        this.#running = null;
        if (this.#awake) this.wake();
      });
  }

  /** Resolves when what was said until now has been read. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#awake = false;
    await this.#running;
  }

  async #run(): Promise<void> {
    const { index } = this.#deps;
    while (this.#awake && !this.#stop.signal.aborted) {
      this.#awake = false;
      for (;;) {
        const next = await this.#next();
        if (next === null) break;
        await this.#read(next);
      }
      await index.catchUp(this.#stop.signal);
    }
  }

  async #next(): Promise<UnreadMessage | null> {
    if (this.#stop.signal.aborted) return null;
    const row = await this.#deps.db
      .selectFrom('unread_messages')
      .innerJoin('messages', 'messages.id', 'unread_messages.message_id')
      .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
      .select(['messages.id', 'messages.content', 'messages.created_at_ms'])
      .select(['conversations.user_id', 'conversations.character_id'])
      .orderBy('messages.position')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      messageId: row.id,
      content: row.content,
      saidAtMs: Number(row.created_at_ms),
      userId: row.user_id,
      characterId: row.character_id,
    };
  }

  async #read({ content, ...place }: UnreadMessage): Promise<void> {
    const { db, memories } = this.#deps;
    const enabled = await memories.isEnabled(place.userId);
    await warmUpPatterns();
    const context = await this.#context(place);
    const extraction = enabled ? extractFacts(content, context) : NOTHING_TOLD;
    await db.transaction().execute((transaction) => learnFacts(transaction, extraction, place));
    const more = enabled && extraction.forget.length === 0 ? await this.#readByModel(content, context) : [];
    await db.transaction().execute(async (transaction) => {
      await learnFacts(transaction, { ...NOTHING_TOLD, facts: more }, place);
      await transaction.deleteFrom('unread_messages').where('message_id', '=', place.messageId).execute();
    });
    for (const wish of extraction.forget) await this.#forget(wish, place);
  }

  /** What the model in use reads of it besides, where it can read; a failing one is not asked again. */
  async #readByModel(content: string, context: ExtractionContext): Promise<Fact[]> {
    const { withReadingModel, foreground, logger } = this.#deps;
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(MODEL_MS)]);
    const facts = await withReadingModel((model) =>
      foreground.whenQuiet((quiet) => extractWithModel(model, content, context, quiet), signal),
    ).catch((error: unknown) => {
      this.#stop.signal.throwIfAborted();
      logger.error({ err: error }, 'the model could not read what to remember');
      return null;
    });
    return facts ?? [];
  }

  async #forget({ facts, text }: ForgetWish, { userId, characterId }: LearningPlace): Promise<void> {
    await this.#deps.memories.forgetToldWish(userId, characterId, facts, text, this.#stop.signal);
  }

  async #context({ userId, saidAtMs }: LearningPlace): Promise<ExtractionContext> {
    const rows = await this.#deps.db
      .selectFrom('memories')
      .selectAll()
      .where('user_id', '=', userId)
      .where('valid_to_ms', 'is', null)
      .where('relation', 'is not', null)
      .orderBy('position', 'desc')
      .limit(KNOWN_NAMES)
      .execute();
    const known = new Map<string, Subject>();
    for (const { subject_name: name, subject_relation: relation } of rows) {
      if (name !== null && !known.has(name.toLowerCase())) known.set(name.toLowerCase(), { relation, name });
    }
    const recent = rows.slice(0, RECENT).map(
      (row): Fact => ({
        subject: { relation: row.subject_relation, name: row.subject_name },
        relation: row.relation as RelationName,
        about: row.about,
        value: row.value ?? '',
        happensAtMs: row.happens_at_ms,
        confidence: row.confidence,
      }),
    );
    return { saidAtMs, known, recent };
  }
}
