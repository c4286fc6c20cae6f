import type { Kysely } from 'kysely';
import { newId } from '../../storage/ids.ts';
import type { Schema } from '../../storage/schema.ts';
import { type Principal, SCOPES } from './principal.ts';

/** The account of whoever has the owner's key; made at first start. */
export async function ensureOwner(db: Kysely<Schema>): Promise<Principal> {
  const existing = await db.selectFrom('users').selectAll().where('role', '=', 'owner').executeTakeFirst();
  if (existing !== undefined) return ownerPrincipal(existing.id, existing.name);
  const id = newId('usr');
  const name = 'Owner';
  await db
    .insertInto('users')
    .values({
      id,
      role: 'owner',
      name,
      created_at_ms: Date.now(),
      email: null,
      username: null,
      password_hash: null,
      email_verified: 0,
      tier: 'enterprise',
      requests_per_hour: null,
    })
    .execute();
  return ownerPrincipal(id, name);
}

function ownerPrincipal(userId: string, name: string): Principal {
  return {
    userId,
    name,
    email: null,
    role: 'owner',
    tier: 'enterprise',
    requestsPerHour: null,
    credential: 'owner_key',
    sessionId: null,
    apiKeyId: null,
    scopes: SCOPES,
  };
}
