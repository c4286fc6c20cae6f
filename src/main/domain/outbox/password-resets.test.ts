import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type MailServer, mailServer } from '../../../../tests/support/mail-server.ts';
import { type OpenDatabase, openDatabase } from '../../storage/open-database.ts';
import { SecretBox } from '../../storage/secret-box.ts';
import { AccountService } from '../accounts/account-service.ts';
import { CredentialEnds } from '../accounts/credential-ends.ts';
import { SessionTokens } from '../accounts/session-tokens.ts';
import { SettingsStore } from '../settings/settings-store.ts';
import { retryDelayMs } from '../webhooks/retry-schedule.ts';
import { Outbox } from './outbox.ts';
import { PasswordResets } from './password-resets.ts';
import { sendMail } from './send-mail.ts';
import { SmtpSettings } from './smtp-settings.ts';

const EMAIL = 'user@example.com';
const NEW_PASSWORD = 'AnotherPassword1';
let directory: string;
let database: OpenDatabase;
let accounts: AccountService;
let sessions: SessionTokens;
let smtp: SmtpSettings;
let outbox: Outbox;
let resets: PasswordResets;
let server: MailServer | undefined;
let logged: unknown[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-outbox-'));
  database = await openDatabase(directory);
  const { db, forgetDeleted: forget } = database;
  const secrets = new SecretBox(Buffer.alloc(32, 1));
  logged = [];
  const log = (...said: unknown[]) => void logged.push(said);
  const logger = { error: log, warn: log };
  accounts = new AccountService(db, async () => {});
  sessions = new SessionTokens(db, Buffer.alloc(32, 2), new CredentialEnds());
  smtp = new SmtpSettings(new SettingsStore(db), secrets);
  const hurried: typeof retryDelayMs = (attempts) => {
    const ms = retryDelayMs(attempts);
    return ms === null ? null : ms / 1_000;
  };
  outbox = new Outbox({ db, secrets, smtp, send: sendMail, retryDelayMs: hurried, forget, logger });
  resets = new PasswordResets({ db, accounts, sessions, outbox, forget, logger });
});

afterEach(async () => {
  vi.useRealTimers();
  await resets.settled();
  await outbox.close();
  await server?.close();
  server = undefined;
  await database.close();
  await rm(directory, { recursive: true });
});

const register = () => accounts.register({ email: EMAIL, password: 'SecurePassword123!', name: 'John Doe' });

async function tokenFor(email: string): Promise<string> {
  resets.request(email);
  await resets.settled();
  return (await outbox.list()).at(-1)?.token ?? '';
}

async function useServer(options: Parameters<typeof mailServer>[0] = {}): Promise<MailServer> {
  server = await mailServer(options);
  await smtp.choose({
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    username: 'tomo',
    password: 'mail password',
    from: 'Tomo <tomo@example.org>',
  });
  return server;
}

describe('whoever forgot a password', () => {
  it('sets a new one with the token that waits in the outbox, and every session ends', async () => {
    const { id } = await register();
    const { accessToken, refreshToken } = await sessions.open(id);
    const token = await tokenFor('User@EXAMPLE.com');
    expect(await outbox.list()).toMatchObject([{ recipient: EMAIL, attempts: 0, lastError: null }]);
    expect((await outbox.list())[0]?.text).toContain(token);

    expect((await resets.reset(token, NEW_PASSWORD)).id).toBe(id);
    expect((await accounts.login(EMAIL, NEW_PASSWORD)).id).toBe(id);
    await expect(accounts.login(EMAIL, 'SecurePassword123!')).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(await sessions.verify(accessToken)).toBeNull();
    await expect(sessions.refresh(refreshToken)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await outbox.list()).toEqual([]);
  });

  it('can use a token once, and no other of the account afterwards', async () => {
    await register();
    const [first, second] = [await tokenFor(EMAIL), await tokenFor(EMAIL)];
    expect(first).not.toBe(second);
    const both = await Promise.allSettled([
      resets.reset(first, NEW_PASSWORD),
      resets.reset(first, NEW_PASSWORD),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const token of [first, second, '', 'guess']) {
      await expect(resets.reset(token, NEW_PASSWORD)).rejects.toMatchObject({ code: 'invalid' });
    }
  });

  it('can use it for an hour; then it is gone from the outbox too', async () => {
    await register();
    const token = await tokenFor(EMAIL);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_001 });
    await expect(resets.reset(token, NEW_PASSWORD)).rejects.toMatchObject({ code: 'invalid' });
    expect(await outbox.list()).toEqual([]);
  });

  it('gets three in an hour and no more', async () => {
    await register();
    for (let at = 0; at < 6; at++) await tokenFor(EMAIL);
    expect(await outbox.list()).toHaveLength(3);
  });

  it('who has no account gets nothing, and is answered as anybody else', async () => {
    await register();
    for (const email of ['nobody@example.com', 'user', '']) expect(resets.request(email)).toBeUndefined();
    expect(resets.request(EMAIL)).toBeUndefined();
    await resets.settled();
    expect((await outbox.list()).map(({ recipient }) => recipient)).toEqual([EMAIL]);
  });

  it('leaves no token in the database or a log', async () => {
    await register();
    const token = await tokenFor(EMAIL);
    const files = await Promise.all(
      ['tomo.sqlite', 'tomo.sqlite-wal'].map((name) => readFile(join(directory, name))),
    );
    for (const bytes of files) expect(bytes.includes(token)).toBe(false);
    expect(JSON.stringify(logged)).not.toContain(token);
  });
});

describe('mail', () => {
  it('goes out through the server that the owner chose, and nothing of it stays', async () => {
    await register();
    const { count } = await useServer();
    resets.request(EMAIL);
    await resets.settled();
    const [mail] = await count(1);
    expect(mail).toMatchObject({ from: 'tomo@example.org', to: [EMAIL], login: 'tomo:mail password' });
    const token = /^[\w-]{43}$/m.exec(mail?.data ?? '')?.[0] ?? '';
    await outbox.close();
    expect(await outbox.list()).toEqual([]);
    await resets.reset(token, NEW_PASSWORD);
  });

  it('is tried again while the server is busy', async () => {
    await register();
    const { count } = await useServer({ refuse: 2 });
    resets.request(EMAIL);
    expect(await count(1)).toHaveLength(1);
    expect(logged).toMatchObject([[{ code: 'EENVELOPE 451' }, expect.anything()], expect.anything()]);
  });

  it('is tried again also where the clock lags behind the timer', async () => {
    await register();
    const { count, mails } = await useServer({ refuse: 1 });
    vi.useFakeTimers({ toFake: ['Date'] });
    resets.request(EMAIL);
    // Not `vi.waitFor`, which moves a clock that stands still.
    while (logged.length === 0) await sleep(5);
    await sleep(50);
    expect(mails).toEqual([]);
    vi.setSystemTime(Date.now() + 10_000);
    expect(await count(1)).toHaveLength(1);
  });

  it('waits for the owner where the server does not take it, and goes when there is a better one', async () => {
    await register();
    const gone = await mailServer();
    await gone.close();
    const choice = { host: '127.0.0.1', security: 'none', username: null, from: 'tomo@example.org' } as const;
    await smtp.choose({ ...choice, port: gone.port });
    resets.request(EMAIL);
    await vi.waitFor(async () => expect(await outbox.list()).toMatchObject([{ attempts: 8 }]), 20_000);
    expect(await outbox.list()).toMatchObject([{ lastError: 'ESOCKET', recipient: EMAIL }]);
    const { count } = await useServer();
    await outbox.serverChanged();
    expect(await count(1)).toHaveLength(1);
  });

  it('server’s password is sealed, and stays when it is left out for the same server', async () => {
    const choice = {
      host: 'mail.test',
      port: 587,
      security: 'starttls',
      username: 'a',
      from: 'a@b.test',
    } as const;
    await smtp.choose({ ...choice, password: 'mail password' });
    const stored = await database.db.selectFrom('settings').select('value_json').execute();
    expect(JSON.stringify(stored)).not.toContain('mail password');
    await smtp.choose({ ...choice, port: 465, security: 'tls' });
    expect(await smtp.current()).toMatchObject({ port: 465, password: 'mail password' });
    await smtp.choose({ ...choice, host: 'elsewhere.test' });
    expect(await smtp.current()).toMatchObject({ host: 'elsewhere.test', password: null });
    await smtp.choose(null);
    expect(await smtp.current()).toBeNull();
  });
});
