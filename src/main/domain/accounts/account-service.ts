import type { Kysely, Selectable } from 'kysely';
import { contains } from '../../storage/contains.ts';
import { newId } from '../../storage/ids.ts';
import { type PageRequest, readPage } from '../../storage/page.ts';
import type { Schema, UsersTable } from '../../storage/schema.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { Happenings } from '../events/happenings.ts';
import { freeUsername, normalLogin, refuseTaken, usernameOf } from './login-name.ts';
import { hashPassword, passwordMatches } from './password-hash.ts';
import type { Principal, Role, Tier } from './principal.ts';

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
  updatedAtMs: number;
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

/** What people change about their own account. */
interface OwnAccountChanges {
  name?: string | undefined;
  username?: string | undefined;
  email?: string | undefined;
  newPassword?: string | undefined;
  /** Needed for another address or password: a token that was left somewhere must not become an account. */
  currentPassword?: string | undefined;
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
      await refuseTaken(transaction, { email: email ?? undefined, username: wanted });
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
        updated_at_ms: null,
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

  /** One page of them, oldest first. @throws DomainError `forbidden` */
  async page(
    principal: Principal,
    {
      search,
      role,
      ...page
    }: PageRequest & {
      /** In the name, username or address. */
      search?: string | undefined;
      role?: Role | undefined;
    },
  ): Promise<{ accounts: Account[]; total: number }> {
    mustLookAfterAccounts(principal);
    let query = this.#db.selectFrom('users');
    if (role !== undefined) query = query.where('role', '=', role);
    if (search !== undefined) {
      query = query.where((eb) =>
        eb.or(['name', 'username', 'email'].map((column) => contains(column, search))),
      );
    }
    const { rows, total } = await readPage(query.selectAll().orderBy('created_at_ms').orderBy('id'), page);
    return { accounts: rows.map(toAccount), total };
  }

  /**
   * The account, for whoever may change or delete it: the owner everybody's, admins those of users.
   *
   * @throws DomainError `forbidden`, `not_found`
   */
  async lookAfter(principal: Principal, id: string): Promise<Account> {
    mustLookAfterAccounts(principal);
    const account = await this.get(id);
    if (principal.role !== 'owner' && account.role !== 'user') {
      throw new DomainError('forbidden', 'Only the owner may change this account or its role');
    }
    return account;
  }

  /** Only the owner makes admins. @throws DomainError `forbidden`, `not_found` */
  async change(principal: Principal, id: string, changes: AccountChanges): Promise<Account> {
    const account = await this.lookAfter(principal, id);
    if (principal.role !== 'owner' && changes.role !== undefined && changes.role !== account.role) {
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
      updated_at_ms: Date.now(),
    };
    await this.#db.updateTable('users').set(next).where('id', '=', id).execute();
    return await this.get(id);
  }

  /**
   * What is left out stays as it is.
   *
   * @throws DomainError `unauthenticated` when the current password is wrong or missing, `conflict`, `invalid`
   */
  async changeOwn(id: string, changes: OwnAccountChanges): Promise<Account> {
    const account = await this.get(id);
    const email = changes.email === undefined ? undefined : normalLogin(changes.email);
    const username = changes.username === undefined ? undefined : normalLogin(changes.username);
    const { name = account.name, newPassword, currentPassword = '' } = changes;
    if (account.role === 'owner' && (email ?? username ?? newPassword) !== undefined) {
      throw new DomainError('invalid', 'The owner has a key, and neither a username nor a password');
    }
    if (newPassword !== undefined || (email !== undefined && email !== account.email)) {
      await this.#mustKnowPassword(id, currentPassword);
    }
    const secret = newPassword === undefined ? {} : { password_hash: await hashPassword(newPassword) };
    await this.#db.transaction().execute(async (transaction) => {
      await refuseTaken(transaction, { email, username }, id);
      const address =
        email === undefined || email === account.email ? {} : { email, email_verified: 0 as const };
      const next = {
        name,
        updated_at_ms: Date.now(),
        ...address,
        ...(username === undefined ? {} : { username }),
        ...secret,
      };
      await transaction.updateTable('users').set(next).where('id', '=', id).execute();
    });
    return await this.get(id);
  }

  /** Deletes the rows of an account everywhere. */
  async delete(id: string): Promise<void> {
    await this.#db.deleteFrom('users').where('id', '=', id).execute();
  }

  /** @throws DomainError `unauthenticated` when the current password is wrong. */
  async changePassword(id: string, current: string, next: string): Promise<void> {
    await this.#mustKnowPassword(id, current);
    const password_hash = await hashPassword(next);
    await this.#db
      .updateTable('users')
      .set({ password_hash, updated_at_ms: Date.now() })
      .where('id', '=', id)
      .execute();
  }

  async #mustKnowPassword(id: string, password: string): Promise<void> {
    const row = await this.#db
      .selectFrom('users')
      .select('password_hash')
      .where('id', '=', id)
      .executeTakeFirst();
    if (!(await passwordMatches(password, row?.password_hash ?? null))) {
      throw new DomainError('unauthenticated', 'The current password is wrong');
    }
  }
}

function mustLookAfterAccounts(principal: Principal): void {
  if (principal.role === 'user') {
    throw new DomainError('forbidden', 'Only the owner and admins may look after accounts');
  }
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
    updatedAtMs: Number(row.updated_at_ms ?? row.created_at_ms),
  };
}
