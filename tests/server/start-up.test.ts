import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { mountSmallDisk } from '../support/small-disk.ts';
import { KEY, runTomo, startTomo, temporaryDirectory } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

/** Starting fails: exit code 2, nothing on stdout, one plain line on stderr that says why. */
async function expectRefusal(args: string[], why: RegExp): Promise<void> {
  const { code, stdout, stderr } = await runTomo(['serve', '--json', ...args]);
  const plain = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
  expect(plain).toEqual([expect.stringMatching(why)]);
  expect(plain[0]).not.toMatch(/\bat \w+ \(|Error:/);
  expect(stdout).toBe('');
  expect(code).toBe(2);
}

describe('tomo serve', () => {
  const tomo = tomoForTests();

  it('says with --json exactly where it listens', async () => {
    const other = await startTomo();
    expect(other.firstLine).toBe(
      `{"event":"listening","url":"http://127.0.0.1:${other.port}","pid":${other.pid}}`,
    );
    expect(other.pid).toBe(other.process.pid);
    expect(await other.stop()).toBe(0);
  });

  it('takes the key from TOMO_API_KEY', async () => {
    expect(
      (await fetch(`${tomo.url}/v1/status`, { headers: { authorization: `Bearer ${KEY}` } })).status,
    ).toBe(200);
  });

  it('prefers the key from --api-key', async () => {
    const other = await startTomo({ args: ['--api-key', 'from-the-command-line'] });
    expect((await other.call('GET', '/v1/status')).status).toBe(401);
    const authorization = 'Bearer from-the-command-line';
    expect((await other.call('GET', '/v1/status', undefined, { authorization })).status).toBe(200);
    await other.stop();
  });

  it('refuses a data directory that another server uses, and disturbs nobody', async () => {
    await expectRefusal(
      ['--port', '0', '--data-dir', tomo.dataDirectory],
      /already using the data directory/,
    );
    expect((await tomo.call('GET', '/v1/characters')).status).toBe(200);
  });

  it('refuses a port that is in use', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as { port: number };
    const directory = await temporaryDirectory();
    await expectRefusal(
      ['--port', String(port), '--data-dir', directory],
      new RegExp(`port ${port} is in use`),
    );
    blocker.close();
    const after = await startTomo({ dataDirectory: directory });
    expect(await after.stop()).toBe(0);
  });

  it.each([
    ['an unknown option', ['--colour', 'blue'], /--colour/],
    ['a word that is no option', ['faster'], /faster/],
    ['a port that is no number', ['--port', 'http'], /port/],
    ['a port above 65535', ['--port', '65536'], /port/],
    ['a negative port', ['--port=-1'], /port/],
    ['a fraction of a port', ['--port', '80.5'], /port/],
    ['an option without its value', ['--data-dir'], /data-dir/],
    ['an empty key', ['--api-key', ''], /api-key/],
    ['an address of another machine', ['--host', '192.0.2.1', '--port', '0'], /--host/],
  ])('refuses %s', async (_name, args, why) => {
    const place = args.includes('--data-dir') ? [] : ['--data-dir', await temporaryDirectory()];
    await expectRefusal([...place, ...args], why);
  });

  it('refuses a data directory that is a file, or under one', async () => {
    const file = join(await temporaryDirectory(), 'file');
    await writeFile(file, 'hello');
    await expectRefusal(
      ['--port', '0', '--data-dir', file],
      /cannot use the data directory .* not a directory/,
    );
    await expectRefusal(
      ['--port', '0', '--data-dir', join(file, 'x')],
      /cannot use the data directory .* not a dir/,
    );
  });

  it('refuses a data directory that cannot be written', async (context) => {
    const disk = await mountSmallDisk('1m');
    if (disk === null) return context.skip('a file system can only be mounted read-only by root on Linux');
    try {
      disk.makeReadOnly();
      await expectRefusal(
        ['--port', '0', '--data-dir', disk.path],
        /cannot use the data directory .* read-only/,
      );
      await expectRefusal(['--port', '0', '--data-dir', join(disk.path, 'new')], /cannot be made there/);
    } finally {
      disk.unmount();
    }
  });

  it('refuses a disk without room', async (context) => {
    const disk = await mountSmallDisk('256k');
    if (disk === null) return context.skip('a small file system can only be mounted by root on Linux');
    try {
      await disk.fill();
      await expectRefusal(['--port', '0', '--data-dir', disk.path], /the disk is full/);
    } finally {
      disk.unmount();
    }
  });

  it('refuses a database that is not one, and leaves it as it is', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'tomo.sqlite'), 'This is a letter to my aunt. '.repeat(500));
    await expectRefusal(['--port', '0', '--data-dir', directory], /the database .* is damaged/);
    expect(await readdir(directory)).toContain('tomo.sqlite');
  });

  it('refuses a database whose pages are damaged', async () => {
    const directory = await temporaryDirectory();
    const first = await startTomo({ dataDirectory: directory });
    await first.stop();
    const file = join(directory, 'tomo.sqlite');
    const db = new BetterSqlite3(file);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const bytes = await readFile(file);
    bytes.fill(0x5a, 100, 4096);
    await writeFile(file, bytes);
    await expectRefusal(['--port', '0', '--data-dir', directory], /the database .* is damaged/);
  });

  it('refuses a database of a newer version, and leaves it as it is', async () => {
    const directory = await temporaryDirectory();
    await (await startTomo({ dataDirectory: directory })).stop();
    const db = new BetterSqlite3(join(directory, 'tomo.sqlite'));
    db.prepare("insert into schema_migrations values ('9999-the-future', 1)").run();
    db.close();
    await expectRefusal(['--port', '0', '--data-dir', directory], /newer version of Tomo .*9999-the-future/);
  });

  it('refuses a key file that is a folder', async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, 'api-key'));
    const child = await startTomo({ dataDirectory: directory, key: null }).catch((error: Error) => error);
    expect(child).toBeInstanceOf(Error);
    expect((child as Error).message).toMatch(/ended with 2: tomo: /);
  });

  it('starts again where it was killed', async () => {
    const directory = await temporaryDirectory();
    const first = await startTomo({ dataDirectory: directory });
    const before = (await first.call('GET', '/v1/characters')).body.characters;
    await first.stop('SIGKILL');
    const second = await startTomo({ dataDirectory: directory });
    const ids = (list: { id: string }[]) => list.map(({ id }) => id);
    const after = (await second.call('GET', '/v1/characters')).body.characters;
    expect(ids(after)).toEqual(ids(before));
    expect(await second.stop()).toBe(0);
  });
});
