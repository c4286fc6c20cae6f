import type { Kysely, Selectable } from 'kysely';
import { newId } from '../../storage/ids.ts';
import type { Schema, UsersTable } from '../../storage/schema.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { Happenings } from '../events/happenings.ts';
import { hashPassword, passwordMatches } from './password-hash.ts';
import type { Principal, Role, Tier } from './principal.ts';
import { OWNER_NAME } from './public-name.ts';

const USERNAME_TRIES = 20;

export interface Account {
  id: string;
  email: string | null;
  username: string | null;
  name: string;
  role: Role;
  tier: Tier;
  /** Overrides the tier's number; null where that holds. */
  requestsPerHour: number | null;
  emailVerified: boolean;
  createdAtMs: number;
}

/** With an address, a username, or both. */
export interface Registration {
  email?: string | undefined;
  password: string;
  name?: string | undefined;
  /** Made from the address when it is left out. */
  username?: string | undefined;
}

export interface AccountChanges {
  name?: string | undefined;
  role?: 'admin' | 'user' | undefined;
  tier?: Tier | undefined;
  requestsPerHour?: number | null | undefined;
}

type Welcome = (db: Kysely<Schema>, userId: string) => Promise<void>;

/** The accounts of an installation. */
export class AccountService {
  readonly #db: Kysely<Schema>;
  readonly #welcome: Welcome;

  readonly #happenings: Pick<Happenings, 'tell'> | null;

  /**
   * @param welcome gives a new account what it begins with
   * @param happenings hears of new accounts
   */
  constructor(db: Kysely<Schema>, welcome: Welcome, happenings: Pick<Happenings, 'tell'> | null = null) {
    this.#db = db;
    this.#welcome = welcome;
    this.#happenings = happenings;
  }

  /** @throws DomainError `conflict` when the address or the username is taken, `invalid` without either */
  async register(registration: Registration): Promise<Account> {
    const email = registration.email === undefined ? null : normalLogin(registration.email);
    const wanted = registration.username?.normalize('NFKC').toLowerCase();
    if (email === null && wanted === undefined) {
      throw new DomainError('invalid', 'A new account needs an email address or a username');
    }
    const base = usernameOf(email ?? '');
    const passwordHash = await hashPassword(registration.password);
    const account = await this.#db.transaction().execute(async (transaction) => {
      if (email !== null && (await isTaken(transaction, 'email', email))) {
        throw new DomainError('conflict', 'There is an account with this email address already', {
          field: 'email',
        });
      }
      if (wanted !== undefined && (await isTaken(transaction, 'username', wanted))) {
        throw new DomainError('conflict', 'This username is taken', { field: 'username' });
      }
      const username = wanted ?? (await freeUsername(transaction, base));
      const row: Selectable<UsersTable> = {
        id: newId('usr'),
        role: 'user',
        name: registration.name ?? wanted ?? base,
        created_at_ms: Date.now(),
        email,
        username,
        password_hash: passwordHash,
        email_verified: 0,
        memory_enabled: 1,
        tier: 'free',
        requests_per_hour: null,
      };
      await transaction.insertInto('users').values(row).execute();
      await this.#welcome(transaction, row.id);
      return toAccount(row);
    });
    this.#happenings?.tell({ type: 'account_registered', account });
    return account;
  }

  /**
   * The account of these credentials. Takes the same time where there is none.
   *
   * @param login email address or username
   * @throws DomainError `unauthenticated`
   */
  async login(login: string, password: string): Promise<Account> {
    const row = await this.#findByLogin(login);
    const matches = await passwordMatches(password, row?.password_hash ?? null);
    if (row === undefined || !matches) {
      throw new DomainError('unauthenticated', 'The email address or the password is wrong');
    }
    return toAccount(row);
  }

  /** One name for whoever a login means, however it is written: its account's id, where there is one. */
  async nameOfLogin(login: string): Promise<string> {
    return (await this.#findByLogin(login))?.id ?? normalLogin(login);
  }

  async #findByLogin(login: string): Promise<Selectable<UsersTable> | undefined> {
    const normal = normalLogin(login);
    return await this.#db
      .selectFrom('users')
      .selectAll()
      .where(normal.includes('@') ? 'email' : 'username', '=', normal)
      .executeTakeFirst();
  }

  /** @throws DomainError `not_found` */
  async get(id: string): Promise<Account> {
    const account = await this.find(id);
    if (account === null) throw notFound('account', id);
    return account;
  }

  async find(id: string): Promise<Account | null> {
    const row = await this.#db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toAccount(row);
  }

  /** Oldest first. @throws DomainError `forbidden` */
  async list(principal: Principal): Promise<Account[]> {
    mustLookAfterAccounts(principal);
    const rows = await this.#db
      .selectFrom('users')
      .selectAll()
      .orderBy('created_at_ms')
      .orderBy('id')
      .execute();
    return rows.map(toAccount);
  }

  /** Only the owner makes admins. @throws DomainError `forbidden`, `not_found` */
  async change(principal: Principal, id: string, changes: AccountChanges): Promise<Account> {
    mustLookAfterAccounts(principal);
    const account = await this.get(id);
    if (principal.role !== 'owner' && (account.role !== 'user' || changes.role !== undefined)) {
      throw new DomainError('forbidden', 'Only the owner may change this account or its role');
    }
    if (account.role === 'owner' && (changes.role !== undefined || changes.tier !== undefined)) {
      throw new DomainError('invalid', "The owner's role cannot be changed, and the owner has no limits");
    }
    const next = {
      name: changes.name ?? account.name,
      role: changes.role ?? account.role,
      tier: changes.tier ?? account.tier,
      requests_per_hour:
        changes.requestsPerHour === undefined ? account.requestsPerHour : changes.requestsPerHour,
    };
    await this.#db.updateTable('users').set(next).where('id', '=', id).execute();
    return await this.get(id);
  }

  /** Deletes the rows of an account everywhere. */
  async delete(id: string): Promise<void> {
    await this.#db.deleteFrom('users').where('id', '=', id).execute();
  }

  /** @throws DomainError `unauthenticated` when the current password is wrong. */
  async changePassword(id: string, current: string, next: string): Promise<void> {
    const row = await this.#db
      .selectFrom('users')
      .select('password_hash')
      .where('id', '=', id)
      .executeTakeFirst();
    if (!(await passwordMatches(current, row?.password_hash ?? null))) {
      throw new DomainError('unauthenticated', 'The current password is wrong');
    }
    const password_hash = await hashPassword(next);
    await this.#db.updateTable('users').set({ password_hash }).where('id', '=', id).execute();
  }
}

function mustLookAfterAccounts(principal: Principal): void {
  if (principal.role === 'user') {
    throw new DomainError('forbidden', 'Only the owner and admins may look after accounts');
  }
}

async function isTaken(db: Kysely<Schema>, column: 'email' | 'username', value: string): Promise<boolean> {
  if (column === 'username' && value === OWNER_NAME) return true;
  const row = await db.selectFrom('users').select('id').where(column, '=', value).executeTakeFirst();
  return row !== undefined;
}

async function freeUsername(db: Kysely<Schema>, base: string): Promise<string> {
  for (let number = 1; number <= USERNAME_TRIES; number++) {
    const username = number === 1 ? base : `${base}${number}`;
    if (!(await isTaken(db, 'username', username))) return username;
  }
  return newId('usr');
}

/** The part before the `@`, in the letters that usernames have. */
function usernameOf(email: string): string {
  const name = (email.split('@')[0] ?? '').replace(/[^a-z0-9._-]/g, '').slice(0, 40);
  return name === '' ? 'user' : name;
}

/** The one way of writing an email address or a username that all others mean. */
function normalLogin(login: string): string {
  return login.trim().normalize('NFKC').toLowerCase();
}

function toAccount(row: Selectable<UsersTable>): Account {
  return {
    id: row.id,
    email: row.email,
    username: row.username,
    name: row.name,
    role: row.role,
    tier: row.tier,
    requestsPerHour: row.requests_per_hour === null ? null : Number(row.requests_per_hour),
    emailVerified: row.email_verified === 1,
    createdAtMs: Number(row.created_at_ms),
  };
}
