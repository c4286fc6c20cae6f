import { createHash, randomBytes } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { newId } from '../../storage/ids.ts';
import type { ApiKeysTable, Schema } from '../../storage/schema.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { CredentialEnds } from './credential-ends.ts';
import type { Principal, Scope } from './principal.ts';

const KEYS_MAX = 100;
/** An exact time of use would mean a write for every request. */
const USE_NOTED_EVERY_MS = 60_000;

export interface ApiKey {
  id: string;
  name: string;
  /** The key's last letters, to tell one from another. */
  hint: string;
  scopes: Scope[];
  createdAtMs: number;
  expiresAtMs: number | null;
  /** To the minute. */
  lastUsedAtMs: number | null;
}

/** What a key that was shown is good for. */
export interface ValidKey {
  id: string;
  userId: string;
  scopes: Scope[];
}

/** Keys that an account makes for its programs: shown once, kept as hashes. */
export class ApiKeys {
  readonly #db: Kysely<Schema>;
  readonly #ends: CredentialEnds;

  constructor(db: Kysely<Schema>, ends: CredentialEnds) {
    this.#db = db;
    this.#ends = ends;
  }

  /** Newest first. */
  async list(principal: Principal): Promise<ApiKey[]> {
    const rows = await this.#db
      .selectFrom('api_keys')
      .selectAll()
      .where('user_id', '=', principal.userId)
      .orderBy('created_at_ms', 'desc')
      .orderBy('id')
      .execute();
    return rows.map(toApiKey);
  }

  /** @returns the key itself too, which is never shown again. @throws DomainError `conflict` */
  async create(
    principal: Principal,
    draft: { name: string; scopes: readonly Scope[]; expiresAtMs: number | null },
  ): Promise<ApiKey & { key: string }> {
    const key = `tomo_sk_${randomBytes(32).toString('base64url')}`;
    const row: Selectable<ApiKeysTable> = {
      id: newId('key'),
      user_id: principal.userId,
      name: draft.name,
      token_hash: hashKey(key),
      hint: key.slice(-4),
      scopes_json: JSON.stringify([...new Set(draft.scopes)]),
      created_at_ms: Date.now(),
      expires_at_ms: draft.expiresAtMs,
      last_used_at_ms: null,
    };
    await this.#db.transaction().execute(async (transaction) => {
      const { count } = await transaction
        .selectFrom('api_keys')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('user_id', '=', principal.userId)
        .executeTakeFirstOrThrow();
      if (Number(count) >= KEYS_MAX) {
        throw new DomainError('conflict', `An account has at most ${KEYS_MAX} API keys; delete one first`);
      }
      await transaction.insertInto('api_keys').values(row).execute();
    });
    return { ...toApiKey(row), key };
  }

  /** @throws DomainError `not_found`, also for a key of somebody else. */
  async delete(principal: Principal, id: string): Promise<void> {
    const result = await this.#db
      .deleteFrom('api_keys')
      .where('id', '=', id)
      .where('user_id', '=', principal.userId)
      .executeTakeFirst();
    if (result.numDeletedRows === 0n) throw notFound('api_key', id);
    this.#ends.announce((principal) => principal.apiKeyId === id);
  }

  /** Whose key it is and what it may do; null when it is not known or has expired. Notes that it was used. */
  async verify(key: string, nowMs = Date.now()): Promise<ValidKey | null> {
    return await this.#valid('token_hash', hashKey(key), nowMs);
  }

  /** The same for a key that was verified before. */
  async verifyAgain(id: string, nowMs = Date.now()): Promise<ValidKey | null> {
    return await this.#valid('id', id, nowMs);
  }

  async #valid(column: 'id' | 'token_hash', value: string, nowMs: number): Promise<ValidKey | null> {
    const row = await this.#db
      .selectFrom('api_keys')
      .selectAll()
      .where(column, '=', value)
      .executeTakeFirst();
    if (row === undefined || (row.expires_at_ms !== null && row.expires_at_ms <= nowMs)) return null;
    if (row.last_used_at_ms === null || nowMs - row.last_used_at_ms > USE_NOTED_EVERY_MS) {
      await this.#db
        .updateTable('api_keys')
        .set({ last_used_at_ms: nowMs })
        .where('id', '=', row.id)
        .execute();
    }
    return { id: row.id, userId: row.user_id, scopes: JSON.parse(row.scopes_json) as Scope[] };
  }
}

/** Whether a token looks like a key that was made here. */
export function isApiKey(token: string): boolean {
  return token.startsWith('tomo_sk_');
}

function toApiKey(row: Selectable<ApiKeysTable>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: JSON.parse(row.scopes_json) as Scope[],
    createdAtMs: Number(row.created_at_ms),
    expiresAtMs: row.expires_at_ms === null ? null : Number(row.expires_at_ms),
    lastUsedAtMs: row.last_used_at_ms === null ? null : Number(row.last_used_at_ms),
  };
}

/** A key is as random as its hash, so a fast one is enough. */
function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
