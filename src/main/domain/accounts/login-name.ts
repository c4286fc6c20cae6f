import type { Kysely } from 'kysely';
import { newId } from '../../storage/ids.ts';
import type { Schema } from '../../storage/schema.ts';
import { DomainError } from '../domain-error.ts';
import { OWNER_NAME } from './public-name.ts';

const USERNAME_TRIES = 20;

/**
 * @param names as `normalLogin` writes them
 * @param exceptId of an account that may have them
 * @throws DomainError `conflict` when another account has one of them
 */
export async function refuseTaken(
  db: Kysely<Schema>,
  { email, username }: { email?: string | undefined; username?: string | undefined },
  exceptId?: string,
): Promise<void> {
  if (email !== undefined && (await isTaken(db, 'email', email, exceptId))) {
    throw new DomainError('conflict', 'There is an account with this email address already', {
      field: 'email',
    });
  }
  if (username !== undefined && (await isTaken(db, 'username', username, exceptId))) {
    throw new DomainError('conflict', 'This username is taken', { field: 'username' });
  }
}

async function isTaken(
  db: Kysely<Schema>,
  column: 'email' | 'username',
  value: string,
  exceptId = '',
): Promise<boolean> {
  if (column === 'username' && value === OWNER_NAME) return true;
  const row = await db
    .selectFrom('users')
    .select('id')
    .where(column, '=', value)
    .where('id', '!=', exceptId)
    .executeTakeFirst();
  return row !== undefined;
}

/** @param base what it begins with */
export async function freeUsername(db: Kysely<Schema>, base: string): Promise<string> {
  for (let number = 1; number <= USERNAME_TRIES; number++) {
    const username = number === 1 ? base : `${base}${number}`;
    if (!(await isTaken(db, 'username', username))) return username;
  }
  return newId('usr');
}

/** The part before the `@`, in the letters that usernames have. */
export function usernameOf(email: string): string {
  const name = (email.split('@')[0] ?? '').replace(/[^a-z0-9._-]/g, '').slice(0, 40);
  return name === '' ? 'user' : name;
}

/** The one way of writing an email address or a username that all others mean. */
export function normalLogin(login: string): string {
  return login.trim().normalize('NFKC').toLowerCase();
}
