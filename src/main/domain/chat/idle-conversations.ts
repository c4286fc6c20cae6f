import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { Happenings } from '../events/happenings.ts';
import { type Conversation, toConversation } from './message.ts';

const IDLE_MS = 30 * 60_000;
const LOOKED_FOR_EVERY_MS = 60_000;
const AT_ONCE = 200;

interface IdleConversationDependencies {
  db: Kysely<Schema>;
  happenings: Pick<Happenings, 'tell'>;
  logger: { error(object: object, message: string): void };
}

/** Ends conversations that nobody goes on with, for programs that never say that one is over. */
export class IdleConversations {
  readonly #deps: IdleConversationDependencies;

  constructor(deps: IdleConversationDependencies) {
    this.#deps = deps;
  }

  /**
   * Looks every minute for conversations that were begun with this API, and in which nothing was said for half an hour.
   *
   * @returns ends it
   */
  watch(api: string): () => void {
    let isOver = false;
    const look = () =>
      void this.end(api, Date.now() - IDLE_MS).catch((error: unknown) => {
        if (!isOver) this.#deps.logger.error({ err: error }, 'idle conversations could not be ended');
      });
    const timer = setInterval(look, LOOKED_FOR_EVERY_MS);
    timer.unref();
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }

  /** @param beforeMs nothing was said in them since @returns those that it has ended, longest idle first */
  async end(api: string, beforeMs: number): Promise<Conversation[]> {
    const { db, happenings } = this.#deps;
    const idle = db
      .selectFrom('conversations')
      .select('id')
      .where('api', '=', api)
      .where('ended_at_ms', 'is', null)
      // The index holds none of these; so SQLite sees that it may use it.
      .where('api', '<>', sql.lit('native'))
      .where('updated_at_ms', '<', beforeMs)
      .orderBy('updated_at_ms')
      .limit(sql.lit(AT_ONCE));
    const rows = await db
      .updateTable('conversations')
      .set({ ended_at_ms: Date.now() })
      .where('id', 'in', idle)
      .returningAll()
      .execute();
    const ended = rows.map(toConversation).sort((one, other) => one.updatedAtMs - other.updatedAtMs);
    for (const conversation of ended) happenings.tell({ type: 'conversation_ended', conversation });
    return ended;
  }
}
