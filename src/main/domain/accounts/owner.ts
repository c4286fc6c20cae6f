import type { Kysely } from 'kysely';
import { newId } from '../../storage/ids.ts';
import type { Schema } from '../../storage/schema.ts';

/** Who is asking. */
export interface Principal {
  userId: string;
  name: string;
  role: 'owner';
}

/** The account of whoever has the owner's key; made at first start. */
export async function ensureOwner(db: Kysely<Schema>): Promise<Principal> {
  const existing = await db.selectFrom('users').selectAll().where('role', '=', 'owner').executeTakeFirst();
  if (existing !== undefined) return { userId: existing.id, name: existing.name, role: 'owner' };
  const owner = { id: newId('usr'), role: 'owner' as const, name: 'Owner', created_at_ms: Date.now() };
  await db.insertInto('users').values(owner).execute();
  return { userId: owner.id, name: owner.name, role: 'owner' };
}
