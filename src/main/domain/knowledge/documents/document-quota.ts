import type { Kysely } from 'kysely';
import type { Schema } from '../../../storage/schema.ts';
import { type Principal, seesEverything } from '../../accounts/principal.ts';
import { DomainError } from '../../domain-error.ts';

/** Of one document. */
export const DOCUMENT_BYTES_MAX = 256 * 1024 ** 2;
const DOCUMENTS_MAX = 10_000;
const BYTES_MAX = 2 * 1024 ** 3;

/**
 * How many bytes a new document of an account may have; the owner, whose disk it is, has no limit but that of one
 * document.
 *
 * @throws DomainError `conflict` when it has as many documents as it may have, `too_large` when it has no room left
 */
export async function roomForDocument(db: Kysely<Schema>, principal: Principal): Promise<number> {
  if (seesEverything(principal)) return DOCUMENT_BYTES_MAX;
  const used = await db
    .selectFrom('documents')
    .innerJoin('knowledge_bases', 'knowledge_bases.id', 'documents.knowledge_base_id')
    .where('knowledge_bases.owner_id', '=', principal.userId)
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.sum('documents.byte_count').as('bytes')])
    .executeTakeFirstOrThrow();
  if (Number(used.count) >= DOCUMENTS_MAX) {
    throw new DomainError('conflict', `An account has at most ${DOCUMENTS_MAX} documents; delete one first`, {
      limit: DOCUMENTS_MAX,
    });
  }
  const left = BYTES_MAX - Number(used.bytes ?? 0);
  if (left <= 0) {
    throw new DomainError('too_large', 'Your documents take 2 GB, which is all; delete one first');
  }
  return Math.min(left, DOCUMENT_BYTES_MAX);
}

/** What is said about a document that is larger than the `bytesMax` that are taken. */
export function documentTooLarge(bytesMax: number): DomainError {
  const megabytes = Math.floor(bytesMax / 1024 ** 2);
  return new DomainError('too_large', `The document is larger than the ${megabytes} MB that are taken`, {
    limit_bytes: bytesMax,
  });
}
