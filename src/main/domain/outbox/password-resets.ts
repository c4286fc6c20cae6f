import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { Account, AccountService } from '../accounts/account-service.ts';
import { hashPassword } from '../accounts/password-hash.ts';
import type { SessionTokens } from '../accounts/session-tokens.ts';
import { DomainError } from '../domain-error.ts';
import type { Outbox } from './outbox.ts';

const VALID_MS = 3_600_000;
/** Within that time: nobody's mailbox is filled with somebody else's requests. */
const PER_ACCOUNT_MAX = 3;

interface PasswordResetDependencies {
  db: Kysely<Schema>;
  accounts: AccountService;
  sessions: SessionTokens;
  outbox: Outbox;
  forget: () => void;
  logger: { error(object: object, message: string): void };
}

/** Lets whoever reads an account's mail set a new password for it, once, within an hour. */
export class PasswordResets {
  readonly #deps: PasswordResetDependencies;
  readonly #underWay = new Set<Promise<void>>();

  constructor(deps: PasswordResetDependencies) {
    this.#deps = deps;
  }

  /**
   * Sends a token to this address where it is an account's. It comes back before anything is looked up, so that neither
   * what is answered nor how soon tells whether there is such an account.
   */
  request(email: string): void {
    const work = this.#send(email)
      .catch((error: unknown) =>
        this.#deps.logger.error({ err: error }, 'a password reset could not be sent'),
      )
      .finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  /**
   * Sets a new password and ends every session of the account; its API keys stay valid. The token, and any other one
   * for this account, is worth nothing afterwards.
   *
   * @throws DomainError `invalid` when the token is not valid
   */
  async reset(token: string, newPassword: string): Promise<Account> {
    const { db, accounts, sessions, forget } = this.#deps;
    const hash = hashToken(token);
    const valid = (connection: Kysely<Schema>) =>
      connection
        .selectFrom('password_resets')
        .select('user_id')
        .where('token_hash', '=', hash)
        .where('expires_at_ms', '>', Date.now())
        .executeTakeFirst();
    // A password is hashed with much memory: not for whoever guesses.
    if ((await valid(db)) === undefined) throw notValid();
    const password_hash = await hashPassword(newPassword);
    const userId = await db.transaction().execute(async (transaction) => {
      const row = await valid(transaction);
      if (row === undefined) throw notValid();
      const { user_id } = row;
      await transaction.updateTable('users').set({ password_hash }).where('id', '=', user_id).execute();
      await transaction.deleteFrom('password_resets').where('user_id', '=', user_id).execute();
      await transaction.deleteFrom('outbox').where('user_id', '=', user_id).execute();
      return user_id;
    });
    await sessions.endAll(userId);
    forget();
    return await accounts.get(userId);
  }

  /** Resolves when what was requested until now has been sent, or waits in the outbox. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #send(email: string): Promise<void> {
    const { db, accounts, outbox } = this.#deps;
    const account = email.includes('@') ? await accounts.find(await accounts.nameOfLogin(email)) : null;
    if (account === null || account.email === null) return;
    const token = randomBytes(32).toString('base64url');
    const nowMs = Date.now();
    const isNoted = await db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('password_resets').where('expires_at_ms', '<=', nowMs).execute();
      const { count } = await transaction
        .selectFrom('password_resets')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('user_id', '=', account.id)
        .executeTakeFirstOrThrow();
      if (Number(count) >= PER_ACCOUNT_MAX) return false;
      await transaction
        .insertInto('password_resets')
        .values({
          token_hash: hashToken(token),
          user_id: account.id,
          created_at_ms: nowMs,
          expires_at_ms: nowMs + VALID_MS,
        })
        .execute();
      return true;
    });
    if (!isNoted) return;
    await outbox.put({
      userId: account.id,
      recipient: account.email,
      subject: 'A new password for Tomo',
      text: textOf(account.name, token),
      token,
      expiresAtMs: nowMs + VALID_MS,
    });
  }
}

function textOf(name: string, token: string): string {
  return [
    `Hello ${name},`,
    '',
    'somebody asked for a new password for your account on Tomo. With this token it can be set, once, within an hour:',
    '',
    token,
    '',
    'If it was not you, you need not do anything: your password stays as it is.',
    '',
  ].join('\n');
}

function notValid(): DomainError {
  return new DomainError('invalid', 'This token is not valid: it was used, is too old, or never was one', {
    field: 'token',
  });
}

/** A token is as random as its hash, so a fast one is enough. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
