import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';

/** Both sides change their clocks in it: New York on 8 March, Berlin on 29 March. */
export const MONTH = { fromMs: Date.UTC(2026, 2, 1, 3, 17, 5), toMs: Date.UTC(2026, 3, 1, 9, 41, 33) };
const INTENTS = ['opening_hours', 'order_status', 'greeting', 'refund', null];
const MINUTE_MS = 60_000;

/** Mulberry32: the same numbers from the same seed. @returns from 0 to below 1 */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface SimulatedPlaces {
  characterIds: readonly string[];
  userIds: readonly string[];
}

/**
 * Conversations as they could have been held, a little longer than the month on both sides: several users, end users
 * of programs and visitors, answers that took their time or never came, intents and ratings. What is said is not in
 * the order of time in the database, as on a machine whose clock was set.
 */
export async function simulateMonth(
  db: Kysely<Schema>,
  { characterIds, userIds }: SimulatedPlaces,
  { seed, conversations }: { seed: number; conversations: number },
): Promise<string[]> {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Value>(values: readonly Value[]) => values[below(values.length)] as Value;
  const spanMs = MONTH.toMs - MONTH.fromMs + 4 * 24 * 60 * MINUTE_MS;
  const ids: string[] = [];
  await db.transaction().execute(async (transaction) => {
    for (let at = 0; at < conversations; at++) {
      const id = `conv_${seed}_${at}`;
      const visitor = random() < 0.1 ? 1 : 0;
      let atMs = MONTH.fromMs - 2 * 24 * 60 * MINUTE_MS + below(spanMs);
      const endUser = visitor === 0 && random() < 0.6 ? `guest-${below(60)}` : null;
      await transaction
        .insertInto('conversations')
        .values({
          id,
          user_id: pick(userIds),
          character_id: pick(characterIds),
          started_at_ms: atMs,
          updated_at_ms: atMs,
          visitor,
          title: null,
          end_user: endUser,
          api: 'native',
        })
        .execute();
      ids.push(id);
      // Some people only look.
      const turns = random() < 0.05 ? 0 : 1 + Math.floor(random() ** 3 * 12);
      for (let turn = 0; turn < turns; turn++) {
        const question = `msg_${seed}_${at}_${turn}`;
        const intent = pick(INTENTS);
        const said = {
          conversation_id: id,
          tagged_content: null,
          state: 'complete',
          gestures_json: '[]',
        } as const;
        await transaction
          .insertInto('messages')
          .values({
            ...said,
            id: question,
            role: 'user',
            reply_to: null,
            content: 'What?',
            emotion: null,
            usage_json: null,
            created_at_ms: atMs,
            confidence: null,
            intent,
            intent_probability: intent === null ? null : random(),
          })
          .execute();
        if (random() < 0.93) {
          const answerMs = below(4_000);
          await transaction
            .insertInto('messages')
            .values({
              ...said,
              id: `${question}_a`,
              role: 'assistant',
              reply_to: question,
              content: 'That.',
              emotion: 'neutral',
              usage_json: null,
              created_at_ms: atMs + answerMs,
              confidence: null,
              answer_ms: random() < 0.9 ? answerMs : null,
            })
            .execute();
          if (random() < 0.2) {
            const rated = { conversation_id: id, comment: null, rated_at_ms: atMs + 5_000 };
            await transaction
              .insertInto('message_ratings')
              .values({ message_id: `${question}_a`, rating: 1 + below(5), ...rated })
              .execute();
          }
        }
        // Several things are said in the same millisecond, and sometimes days lie between.
        atMs += random() < 0.1 ? 0 : random() < 0.03 ? below(5 * 24 * 60) * MINUTE_MS : below(6 * MINUTE_MS);
      }
    }
  });
  return ids;
}
