import type { Kysely } from 'kysely';
import { newId } from '../../storage/ids.ts';
import type { Schema } from '../../storage/schema.ts';
import type { Principal } from '../accounts/principal.ts';
import { publicName } from '../accounts/public-name.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { Happenings } from '../events/happenings.ts';
import type { RoomMessage } from './room-message.ts';

export const ROOM_MESSAGE_CHARACTERS_MAX = 2_000;
/** How many messages are kept, unless it is told otherwise. */
const KEPT_MAX = 1_000;

/** Somebody who listens. */
export interface RoomMember {
  userId: string;
  username: string;
  /** Must not throw and must not wait. */
  deliver(message: RoomMessage): void;
}

interface ChatRoomDependencies {
  db: Kysely<Schema>;
  happenings: Pick<Happenings, 'tell'>;
  /** How many messages are kept; the oldest go first. */
  keptMax?: number;
}

/** The one room in which the people of this installation talk to each other. What is said is kept for a while. */
export class ChatRoom {
  readonly #db: Kysely<Schema>;
  readonly #happenings: Pick<Happenings, 'tell'>;
  readonly #keptMax: number;
  readonly #members = new Set<RoomMember>();

  constructor({ db, happenings, keptMax = KEPT_MAX }: ChatRoomDependencies) {
    this.#db = db;
    this.#happenings = happenings;
    this.#keptMax = keptMax;
  }

  /** @returns leaves */
  enter(member: RoomMember): () => void {
    this.#members.add(member);
    return () => this.#members.delete(member);
  }

  /** Who is there, each once, by name. */
  present(): string[] {
    return [...new Set([...this.#members].map(({ username }) => username))].sort();
  }

  /**
   * Keeps what somebody says, then tells everybody but the one who says it.
   *
   * @throws DomainError `invalid`
   */
  async say(principal: Principal, speaker: RoomMember, content: string): Promise<RoomMessage> {
    checkContent(content);
    const message: RoomMessage = {
      id: newId('room'),
      userId: principal.userId,
      username: speaker.username,
      content,
      createdAtMs: Date.now(),
    };
    await this.#keep(message);
    for (const member of [...this.#members]) if (member !== speaker) member.deliver(message);
    this.#happenings.tell({
      type: 'room_message',
      userId: message.userId,
      username: message.username,
      message,
    });
    return message;
  }

  /**
   * The latest messages, or those before one of them; the oldest first.
   *
   * @param before the id of a message
   * @throws DomainError `not_found` for an id that is not known, or not any more
   */
  async history({
    limit,
    before,
  }: {
    limit: number;
    before?: string | undefined;
  }): Promise<{ messages: RoomMessage[]; hasMore: boolean }> {
    let query = this.#db
      .selectFrom('room_messages')
      .innerJoin('users', 'users.id', 'room_messages.user_id')
      .selectAll('room_messages')
      .select(['users.username', 'users.role']);
    if (before !== undefined) query = query.where('position', '<', await this.#positionOf(before));
    const rows = await query
      .orderBy('position', 'desc')
      .limit(limit + 1)
      .execute();
    const messages = rows.slice(0, limit).map(
      (row): RoomMessage => ({
        id: row.id,
        userId: row.user_id,
        username: publicName({ id: row.user_id, username: row.username, role: row.role }),
        content: row.content,
        createdAtMs: Number(row.created_at_ms),
      }),
    );
    return { messages: messages.reverse(), hasMore: rows.length > limit };
  }

  async #positionOf(id: string): Promise<number> {
    const row = await this.#db
      .selectFrom('room_messages')
      .select('position')
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw notFound('message', id);
    return row.position;
  }

  async #keep({ id, userId, content, createdAtMs }: RoomMessage): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('room_messages')
        .values({ id, user_id: userId, content, created_at_ms: createdAtMs })
        .execute();
      const tooOld = transaction
        .selectFrom('room_messages')
        .select('position')
        .orderBy('position', 'desc')
        .limit(1)
        .offset(this.#keptMax);
      await transaction.deleteFrom('room_messages').where('position', '<=', tooOld).execute();
    });
  }
}

function checkContent(content: string): void {
  if (content.trim() === '') {
    throw new DomainError('invalid', 'The message is empty; write at least one character', {
      field: 'content',
    });
  }
  if (content.length > ROOM_MESSAGE_CHARACTERS_MAX) {
    throw new DomainError('invalid', `The message is longer than ${ROOM_MESSAGE_CHARACTERS_MAX} characters`, {
      field: 'content',
      limit: ROOM_MESSAGE_CHARACTERS_MAX,
    });
  }
}
