import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { Happening, Happenings } from '../events/happenings.ts';

const DAY_MS = 24 * 3_600_000;
/** What comes together is written together: a turn makes two entries, and somebody waits for its answer. */
const WRITE_AFTER_MS = 250;

/** What one is worth, and how much it can bring in a day, so that a script gains little by doing it all day. */
const WORTH = {
  conversation_started: { points: 5, aDay: 25 },
  message_received: { points: 2, aDay: 100 },
  message_answered: { points: 3, aDay: 150 },
  character_created: { points: 20, aDay: 40 },
  trigger_created: { points: 10, aDay: 50 },
  trigger_shared: { points: 15, aDay: 45 },
  room_message: { points: 1, aDay: 50 },
} as const satisfies Partial<Record<Happening['type'], { points: number; aDay: number }>>;

type Activity = keyof typeof WORTH;

interface Award {
  userId: string;
  activity: Activity;
  day: number;
}

interface ExperienceDependencies {
  db: Kysely<Schema>;
  happenings: Pick<Happenings, 'listen'>;
  logger: { error(object: object, message: string): void };
}

/** Counts the experience points of accounts, from what they really do, in whatever API. */
export class Experience {
  readonly #db: Kysely<Schema>;
  readonly #logger: ExperienceDependencies['logger'];
  readonly #stop: () => void;
  #waiting: Award[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor({ db, happenings, logger }: ExperienceDependencies) {
    this.#db = db;
    this.#logger = logger;
    this.#stop = happenings.listen((happening) => this.#hear(happening));
  }

  /** Resolves when everything that happened until now is counted. */
  async settle(): Promise<void> {
    this.#write();
    await this.#writing;
  }

  async close(): Promise<void> {
    this.#stop();
    await this.settle();
  }

  #hear(happening: Happening): void {
    const userId = whoDid(happening);
    if (userId === null || !(happening.type in WORTH)) return;
    const day = Math.floor(Date.now() / DAY_MS);
    this.#waiting.push({ userId, activity: happening.type as Activity, day });
    this.#timer ??= setTimeout(() => this.#write(), WRITE_AFTER_MS).unref();
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const awards = this.#waiting;
    this.#waiting = [];
    if (awards.length === 0) return;
    this.#writing = this.#writing
      .then(() => this.#count(awards))
      .catch((error: unknown) => this.#logger.error({ err: error }, 'experience points were not counted'));
  }

  async #count(awards: readonly Award[]): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      for (const { userId, activity, day } of awards) {
        const { points, aDay } = WORTH[activity];
        const account = await transaction
          .selectFrom('users')
          .select('id')
          .where('id', '=', userId)
          .executeTakeFirst();
        // It may have been deleted since.
        if (account === undefined) continue;
        const counted = await transaction
          .insertInto('points_of_day')
          .values({ user_id: userId, day, activity, points })
          .onConflict((conflict) =>
            conflict
              .columns(['user_id', 'day', 'activity'])
              .doUpdateSet((eb) => ({ points: eb('points_of_day.points', '+', points) }))
              .where('points_of_day.points', '<=', aDay - points),
          )
          .executeTakeFirst();
        if (counted.numInsertedOrUpdatedRows !== 1n) continue;
        await transaction
          .insertInto('profiles')
          .values({
            user_id: userId,
            experience_points: points,
            is_public: 1,
            display_name: null,
            avatar_url: null,
          })
          .onConflict((conflict) =>
            conflict
              .column('user_id')
              .doUpdateSet((eb) => ({ experience_points: eb('profiles.experience_points', '+', points) })),
          )
          .execute();
        await transaction
          .deleteFrom('points_of_day')
          .where('user_id', '=', userId)
          .where('day', '<', day)
          .execute();
      }
    });
  }
}

/** Whose doing it is; null for nobody's who has an account: visitors of public pages earn nothing for its owner. */
function whoDid(happening: Happening): string | null {
  switch (happening.type) {
    case 'conversation_started':
    case 'message_received':
    case 'message_answered':
      return happening.conversation.visitor ? null : happening.conversation.userId;
    case 'character_created':
      return happening.character.ownerId;
    case 'trigger_created':
    case 'trigger_shared':
    case 'room_message':
      return happening.userId;
    default:
      return null;
  }
}
