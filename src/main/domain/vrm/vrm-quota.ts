import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import { type Principal, seesEverything } from '../accounts/principal.ts';
import { DomainError } from '../domain-error.ts';

const MODELS_MAX = 50;
const BYTES_MAX = 1024 ** 3;

/**
 * How many bytes an account may still add; without a limit for the owner, whose disk it is.
 *
 * @throws DomainError `conflict` when it has as many models as it may have, `too_large` when it has no room left
 */
export async function roomForModel(db: Kysely<Schema>, principal: Principal): Promise<number> {
  if (seesEverything(principal)) return Number.POSITIVE_INFINITY;
  const used = await db
    .selectFrom('vrm_models')
    .where('owner_id', '=', principal.userId)
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.sum('byte_count').as('bytes')])
    .executeTakeFirstOrThrow();
  if (Number(used.count) >= MODELS_MAX) {
    throw new DomainError('conflict', `An account has at most ${MODELS_MAX} models; delete one first`, {
      limit: MODELS_MAX,
    });
  }
  const left = BYTES_MAX - Number(used.bytes ?? 0);
  if (left <= 0) throw new DomainError('too_large', 'Your models take 1 GB, which is all; delete one first');
  return left;
}

/** What is said about a model that is larger than the `bytesMax` that are taken. */
export function noRoom(bytesMax: number): DomainError {
  const megabytes = Math.floor(bytesMax / 1024 ** 2);
  return new DomainError('too_large', `The model is larger than the ${megabytes} MB that are taken`, {
    limit_bytes: bytesMax,
  });
}
