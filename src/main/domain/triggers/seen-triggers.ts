import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import { publicName } from '../accounts/public-name.ts';
import { type SeenTrigger, toTrigger } from './trigger.ts';

/** Every trigger, with what this account has done about it; who may see which is for the caller to say. */
export function seenBy(db: Kysely<Schema>, userId: string) {
  return db
    .selectFrom('triggers')
    .innerJoin('users', 'users.id', 'triggers.owner_id')
    .leftJoin('trigger_switches', (join) =>
      join
        .onRef('trigger_switches.trigger_id', '=', 'triggers.id')
        .on('trigger_switches.user_id', '=', userId),
    )
    .selectAll('triggers')
    .select([
      'users.username',
      'users.role',
      'trigger_switches.is_on',
      'trigger_switches.revision as revision_switched',
    ]);
}

export type SeenRow = Awaited<ReturnType<ReturnType<typeof seenBy>['executeTakeFirstOrThrow']>>;

/** @param userId the account that `seenBy` was asked for */
export function toSeen(row: SeenRow, userId: string): SeenTrigger {
  const isMine = row.owner_id === userId;
  const isOn = row.is_on === null ? isMine : row.is_on === 1;
  const isAsSwitchedOn = isMine || row.revision_switched === row.revision;
  return {
    ...toTrigger(row),
    creator: publicName({ id: row.owner_id, username: row.username, role: row.role }),
    isMine,
    enabled: isOn && isAsSwitchedOn,
    changedSinceEnabled: isOn && !isAsSwitchedOn,
  };
}
