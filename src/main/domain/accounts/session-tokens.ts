import { createHash, randomBytes } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Kysely } from 'kysely';
import { newId } from '../../storage/ids.ts';
import type { Schema } from '../../storage/schema.ts';
import { DomainError } from '../domain-error.ts';
import type { CredentialEnds } from './credential-ends.ts';

export const ACCESS_SECONDS = 3_600;
const REFRESH_MS = 30 * 24 * 3_600_000;
const ALGORITHM = 'HS256';
const ISSUER = 'tomo';

export interface TokenPair {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
}

/**
 * What a login gives: a signed access token for an hour, and a refresh token that is exchanged for the next pair,
 * once. A refresh token that comes a second time was stolen by one of the two who sent it: its whole session ends.
 */
export class SessionTokens {
  readonly #db: Kysely<Schema>;
  readonly #secret: Buffer;
  readonly #ends: CredentialEnds;

  /** @param secret at least 32 random bytes */
  constructor(db: Kysely<Schema>, secret: Buffer, ends: CredentialEnds) {
    this.#db = db;
    this.#secret = secret;
    this.#ends = ends;
  }

  /** @param accessSeconds how long its first access token is valid */
  async open(userId: string, accessSeconds: number = ACCESS_SECONDS): Promise<TokenPair> {
    const id = newId('ses');
    await this.#db
      .insertInto('sessions')
      .values({ id, user_id: userId, created_at_ms: Date.now(), ended_at_ms: null })
      .execute();
    return await this.#issue(userId, id, accessSeconds);
  }

  /** @throws DomainError `unauthenticated` */
  async refresh(token: string): Promise<TokenPair & { userId: string }> {
    const hash = hashToken(token);
    const row = await this.#db
      .selectFrom('refresh_tokens')
      .innerJoin('sessions', 'sessions.id', 'refresh_tokens.session_id')
      .select(['session_id', 'user_id', 'expires_at_ms', 'ended_at_ms'])
      .where('token_hash', '=', hash)
      .executeTakeFirst();
    if (row === undefined || row.ended_at_ms !== null || row.expires_at_ms < Date.now()) throw notValid();
    const used = await this.#db
      .updateTable('refresh_tokens')
      .set({ used_at_ms: Date.now() })
      .where('token_hash', '=', hash)
      .where('used_at_ms', 'is', null)
      .executeTakeFirst();
    if (used.numUpdatedRows === 0n) {
      await this.end(row.session_id);
      throw notValid();
    }
    return { ...(await this.#issue(row.user_id, row.session_id, ACCESS_SECONDS)), userId: row.user_id };
  }

  /** The account and session of an access token; null when it is not valid, or its session has ended. */
  async verify(accessToken: string): Promise<{ userId: string; sessionId: string } | null> {
    const claims = await this.#claims(accessToken);
    if (claims === null) return null;
    return (await this.isOpen(claims.userId, claims.sessionId)) ? claims : null;
  }

  async isOpen(userId: string, sessionId: string): Promise<boolean> {
    const session = await this.#db
      .selectFrom('sessions')
      .select('user_id')
      .where('id', '=', sessionId)
      .where('ended_at_ms', 'is', null)
      .executeTakeFirst();
    return session?.user_id === userId;
  }

  async #claims(accessToken: string): Promise<{ userId: string; sessionId: string } | null> {
    try {
      const { payload } = await jwtVerify(accessToken, this.#secret, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
      });
      const { sub, sid } = payload;
      return sub === undefined || typeof sid !== 'string' ? null : { userId: sub, sessionId: sid };
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  /** Ends a session: none of its tokens is valid any more. */
  async end(sessionId: string): Promise<void> {
    await this.#end().where('id', '=', sessionId).execute();
    this.#ends.announce((principal) => principal.sessionId === sessionId);
  }

  /** Ends every session of an account. */
  async endAll(userId: string): Promise<void> {
    await this.#end().where('user_id', '=', userId).execute();
    this.#ends.announce((principal) => principal.userId === userId && principal.sessionId !== null);
  }

  #end() {
    return this.#db.updateTable('sessions').set({ ended_at_ms: Date.now() }).where('ended_at_ms', 'is', null);
  }

  async #issue(userId: string, sessionId: string, accessSeconds: number): Promise<TokenPair> {
    const refreshToken = randomBytes(32).toString('base64url');
    await this.#db
      .insertInto('refresh_tokens')
      .values({
        token_hash: hashToken(refreshToken),
        session_id: sessionId,
        expires_at_ms: Date.now() + REFRESH_MS,
        used_at_ms: null,
      })
      .execute();
    const accessToken = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setSubject(userId)
      .setIssuedAt()
      .setExpirationTime(`${accessSeconds}s`)
      .sign(this.#secret);
    return { accessToken, refreshToken, expiresInSeconds: accessSeconds };
  }
}

function notValid(): DomainError {
  return new DomainError('unauthenticated', 'The refresh token is not valid; sign in again');
}

/** A token is as random as its hash, so a fast one is enough. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
