import type { Kysely } from 'kysely';
import { EngineError } from '../../inference/engine-error.ts';
import type { Schema } from '../../storage/schema.ts';
import type { BotFigures } from './bot.ts';

/** Keeps that a character could not answer. */
export async function keepTurnFailure(
  db: Kysely<Schema>,
  characterId: string,
  error: unknown,
  nowMs = Date.now(),
): Promise<void> {
  const code = error instanceof EngineError ? error.code : 'failed';
  await db
    .insertInto('turn_failures')
    .columns(['character_id', 'code', 'failed_at_ms'])
    // It may have been deleted meanwhile.
    .expression((eb) =>
      eb
        .selectFrom('characters')
        .select((select) => ['id', select.val(code).as('code'), select.val(nowMs).as('failed_at_ms')])
        .where('id', '=', characterId),
    )
    .execute();
}

/** Counts what a character said and was told, in every conversation, and the answers that failed. */
export async function countBot(db: Kysely<Schema>, characterId: string): Promise<BotFigures> {
  const [said, failed] = await Promise.all([
    db
      .selectFrom('messages')
      .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
      .select((eb) => [
        eb.fn.countAll<number>().as('count'),
        eb.fn.max('messages.created_at_ms').as('last'),
        eb.fn.max('messages.created_at_ms').filterWhere('messages.role', '=', 'assistant').as('lastAnswer'),
      ])
      .where('conversations.character_id', '=', characterId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('turn_failures')
      .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('failed_at_ms').as('last')])
      .where('character_id', '=', characterId)
      .executeTakeFirstOrThrow(),
  ]);
  const lastFailure = Number(failed.last ?? 0);
  const lastActivity = Math.max(Number(said.last ?? 0), lastFailure);
  return {
    messages: Number(said.count),
    failures: Number(failed.count),
    lastActivityAtMs: lastActivity === 0 ? null : lastActivity,
    isFailing: lastFailure > 0 && lastFailure >= Number(said.lastAnswer ?? 0),
  };
}
