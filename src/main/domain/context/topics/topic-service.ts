import type { Kysely } from 'kysely';
import { newId } from '../../../storage/ids.ts';
import type { Schema } from '../../../storage/schema.ts';
import { notFound } from '../../domain-error.ts';
import { type ContextPlace, idInPlace, placeColumns } from '../context-place.ts';
import { MENTIONS_MAX, pruneMentions } from '../mention-rows.ts';
import { foldWord } from '../read/mention.ts';
import { faded, TOPIC_HALF_LIFE_MS, type Topic, topicsOf } from './topic-weights.ts';

interface TopicServiceDependencies {
  db: Kysely<Schema>;
  forget(): void;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** What is older weighs nothing any more: a millionth of what it weighed. */
const FORGOTTEN_AFTER_MS = 20 * TOPIC_HALF_LIFE_MS;

/** What somebody talks about with a character; each topic fades by half in a week. */
export class TopicService {
  readonly #deps: TopicServiceDependencies;
  readonly #now: () => number;

  constructor(deps: TopicServiceDependencies) {
    this.#deps = deps;
    this.#now = deps.now ?? Date.now;
  }

  /** The weightiest first, as they weigh now. */
  async list(place: ContextPlace): Promise<Topic[]> {
    const now = this.#now();
    const rows = await this.#deps.db
      .selectFrom('topic_mentions')
      .selectAll()
      .where((eb) => eb.and(placeColumns(place)))
      .where('mentioned_at_ms', '>', now - FORGOTTEN_AFTER_MS)
      .orderBy('mentioned_at_ms', 'desc')
      .limit(MENTIONS_MAX)
      .execute();
    const mentions = rows.reverse().map((row) => ({
      topicId: row.topic_id,
      name: row.name,
      weight: row.weight,
      mentionedAtMs: Number(row.mentioned_at_ms),
    }));
    return topicsOf(mentions, now);
  }

  /** From now on a topic weighs so much, whatever it weighed before. */
  async set(place: ContextPlace, name: string, weight: number): Promise<Topic> {
    const topicId = topicIdOf(place, name);
    const now = this.#now();
    await this.#deps.db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('topic_mentions').where('topic_id', '=', topicId).execute();
      await transaction
        .insertInto('topic_mentions')
        .values({ ...rowOf(place, name, weight, now), message_id: null })
        .execute();
      await pruneMentions(transaction, 'topic_mentions', place);
    });
    this.#deps.forget();
    return {
      id: topicId,
      name,
      weight: faded(weight, 0),
      mentions: 1,
      firstMentionedAtMs: now,
      lastMentionedAtMs: now,
    };
  }

  /** @throws DomainError `not_found` */
  async remove(place: ContextPlace, topicId: string): Promise<void> {
    const { numDeletedRows } = await this.#deps.db
      .deleteFrom('topic_mentions')
      .where('topic_id', '=', topicId)
      .where((eb) => eb.and(placeColumns(place)))
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw notFound('topic', topicId);
    this.#deps.forget();
  }
}

/** A mention of a topic as the table has it. */
export function rowOf(place: ContextPlace, name: string, weight: number, mentionedAtMs: number) {
  return {
    id: newId('top'),
    topic_id: topicIdOf(place, name),
    ...placeColumns(place),
    name,
    weight,
    mentioned_at_ms: mentionedAtMs,
  };
}

function topicIdOf(place: ContextPlace, name: string): string {
  return idInPlace('top', place, foldWord(name).replace(/\s+/g, ' '));
}
