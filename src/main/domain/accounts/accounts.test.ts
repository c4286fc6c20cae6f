import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../storage/open-database.ts';
import { addFirstCharacters } from '../characters/character-service.ts';
import { AccountService } from './account-service.ts';
import { ApiKeys } from './api-keys.ts';
import { CredentialEnds } from './credential-ends.ts';
import { ensureOwner } from './owner.ts';
import type { Principal } from './principal.ts';
import { SessionTokens } from './session-tokens.ts';

const PASSWORD = 'SecurePassword123!';
let directory: string;
let database: OpenDatabase;
let accounts: AccountService;
let owner: Principal;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-accounts-'));
  database = await openDatabase(directory);
  accounts = new AccountService(database.db, addFirstCharacters);
  owner = await ensureOwner(database.db);
});

afterEach(async () => {
  vi.useRealTimers();
  await database.close();
  await rm(directory, { recursive: true });
});

const register = (email = 'user@example.com', username?: string) =>
  accounts.register({ email, password: PASSWORD, name: 'John Doe', username });

const asPrincipal = (userId: string, role: Principal['role'] = 'user'): Principal => ({
  ...owner,
  userId,
  role,
});

describe('an account', () => {
  it('is found by its address in any case, and by its username', async () => {
    const { id } = await register('User@Example.com');
    expect((await accounts.login(' user@EXAMPLE.com', PASSWORD)).id).toBe(id);
    expect((await accounts.login('user', PASSWORD)).id).toBe(id);
  });

  it('does not open to another password, nor without one', async () => {
    await register();
    for (const password of ['securepassword123!', '', `${PASSWORD} `]) {
      await expect(accounts.login('user@example.com', password)).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    }
    await expect(accounts.login('nobody@example.com', PASSWORD)).rejects.toThrow(
      'The email address or the password is wrong',
    );
  });

  it('keeps no password, and the same one differently each time', async () => {
    await register('a@example.com');
    await register('b@example.com');
    const rows = await database.db
      .selectFrom('users')
      .select('password_hash')
      .where('role', '=', 'user')
      .execute();
    const hashes = rows.map((row) => row.password_hash ?? '');
    expect(new Set(hashes).size).toBe(2);
    for (const hash of hashes) expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
  });

  it('has an address of its own, and a username that is made unique', async () => {
    expect((await register('kim@a.example')).username).toBe('kim');
    expect((await register('kim@b.example')).username).toBe('kim2');
    await expect(register('KIM@a.example')).rejects.toMatchObject({ code: 'conflict' });
    await expect(register('other@a.example', 'Kim')).rejects.toMatchObject({
      code: 'conflict',
      details: { field: 'username' },
    });
  });

  it('is looked after by the owner and admins alone', async () => {
    const user = await register();
    const other = await register('other@example.com');
    await expect(accounts.list(asPrincipal(user.id))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(accounts.change(asPrincipal(user.id), user.id, { tier: 'pro' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const admin = asPrincipal(other.id, 'admin');
    expect((await accounts.change(admin, user.id, { tier: 'pro' })).tier).toBe('pro');
    await expect(accounts.change(admin, user.id, { role: 'admin' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(accounts.change(admin, owner.userId, { name: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await accounts.change(owner, user.id, { role: 'admin' })).role).toBe('admin');
  });

  it('changes its password only with the old one', async () => {
    const { id } = await register();
    await expect(accounts.changePassword(id, 'wrong', 'Another123!')).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    await accounts.changePassword(id, PASSWORD, 'Another123!');
    await expect(accounts.login('user', PASSWORD)).rejects.toThrow();
    expect((await accounts.login('user', 'Another123!')).id).toBe(id);
  });
});

describe('a session', () => {
  const tokens = () => new SessionTokens(database.db, Buffer.alloc(32, 7), new CredentialEnds());

  it('is known by its access token for an hour', async () => {
    const { id } = await register();
    const { accessToken, expiresInSeconds } = await tokens().open(id);
    expect(expiresInSeconds).toBe(3_600);
    expect(await tokens().verify(accessToken)).toMatchObject({ userId: id });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_601_000 });
    expect(await tokens().verify(accessToken)).toBeNull();
  });

  it('is not known by a token that was signed by somebody else, or not at all', async () => {
    const { id } = await register();
    const foreign = await new SessionTokens(database.db, Buffer.alloc(32, 8), new CredentialEnds()).open(id);
    expect(await tokens().verify(foreign.accessToken)).toBeNull();
    const { accessToken } = await tokens().open(id);
    const [, payload] = accessToken.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const token of ['', 'a.b.c', `${none}.${payload}.`, `${accessToken}x`]) {
      expect(await tokens().verify(token)).toBeNull();
    }
  });

  it('goes on with a new refresh token each time', async () => {
    const { id } = await register();
    const first = await tokens().open(id);
    const second = await tokens().refresh(first.refreshToken);
    expect(second.userId).toBe(id);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(await tokens().verify(second.accessToken)).toMatchObject({ userId: id });
  });

  it('ends when a refresh token comes a second time', async () => {
    const { id } = await register();
    const first = await tokens().open(id);
    const second = await tokens().refresh(first.refreshToken);
    const elsewhere = await tokens().open(id);
    await expect(tokens().refresh(first.refreshToken)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(tokens().refresh(second.refreshToken)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await tokens().verify(second.accessToken)).toBeNull();
    expect(await tokens().verify(elsewhere.accessToken)).toMatchObject({ userId: id });
  });

  it('gives one pair to two who refresh at the same moment', async () => {
    const { id } = await register();
    const { refreshToken } = await tokens().open(id);
    const results = await Promise.allSettled([
      tokens().refresh(refreshToken),
      tokens().refresh(refreshToken),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('keeps no token as it is', async () => {
    const { id } = await register();
    const { refreshToken } = await tokens().open(id);
    const rows = await database.db.selectFrom('refresh_tokens').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(refreshToken);
  });
});

describe('an API key', () => {
  const keys = () => new ApiKeys(database.db, new CredentialEnds());
  const draft = { name: 'script', scopes: ['read'] as const, expiresAtMs: null };

  it('is shown once and known afterwards, with its scopes', async () => {
    const { id } = await register();
    const made = await keys().create(asPrincipal(id), draft);
    expect(await keys().verify(made.key)).toEqual({ id: made.id, userId: id, scopes: ['read'] });
    const [listed] = await keys().list(asPrincipal(id));
    expect(listed).toMatchObject({ name: 'script', hint: made.key.slice(-4), scopes: ['read'] });
    const rows = await database.db.selectFrom('api_keys').selectAll().execute();
    expect(JSON.stringify([listed, rows])).not.toContain(made.key);
  });

  it('tells when it was last used', async () => {
    const { id } = await register();
    const { key } = await keys().create(asPrincipal(id), draft);
    expect((await keys().list(asPrincipal(id)))[0]?.lastUsedAtMs).toBeNull();
    await keys().verify(key, 1_000_000);
    expect((await keys().list(asPrincipal(id)))[0]?.lastUsedAtMs).toBe(1_000_000);
  });

  it('is not known after its time, nor when it was deleted, by its own account only', async () => {
    const { id } = await register();
    const { id: otherId } = await register('other@example.com');
    const expired = await keys().create(asPrincipal(id), { ...draft, expiresAtMs: 5_000 });
    expect(await keys().verify(expired.key, 4_999)).not.toBeNull();
    expect(await keys().verify(expired.key, 5_000)).toBeNull();
    const made = await keys().create(asPrincipal(id), draft);
    await expect(keys().delete(asPrincipal(otherId), made.id)).rejects.toMatchObject({ code: 'not_found' });
    await keys().delete(asPrincipal(id), made.id);
    expect(await keys().verify(made.key)).toBeNull();
  });
});
