import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { mountSmallDisk } from '../../../../tests/support/small-disk.ts';
import { openDatabase } from '../open-database.ts';

const ADD_FOREVER = `
  import { openDatabase } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../open-database.ts')).href)};
  const { index } = await openDatabase(process.argv[1]);
  const vector = new Float32Array(64).fill(1 / 8);
  for (let first = 1; ; first += 40) {
    const ids = Array.from({ length: 40 }, (_, at) => first + at);
    await index.passages.add(ids.map((id) => ({ id, scope: 'kb', text: 'unique' + id + ' common words', vector })));
    console.log(first + 39);
  }
`;

test('a kill in the middle of adding loses nothing that was acknowledged', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tomo-index-kill-'));
  try {
    const child = spawn(process.execPath, ['--eval', ADD_FOREVER, directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let acknowledged = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line);
      if (acknowledged === 400) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');

    const database = await openDatabase(directory);
    const { passages } = database.index;
    for (const id of [1, acknowledged - 39, acknowledged]) {
      const hits = await passages.search({ text: `unique${id}`, vector: null, scopes: ['kb'], limit: 1 });
      expect(hits.map((hit) => hit.id)).toEqual([id]);
    }
    const { done, total } = await passages.progress('');
    expect(done).toBe(total);
    expect(total).toBeGreaterThanOrEqual(acknowledged);
    await database.close();
    expectConsistent(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}, 60_000);

test('a full disk refuses what is added, keeps what was, and takes it when there is room', async (context) => {
  const disk = await mountSmallDisk('16m');
  if (disk === null) return context.skip();
  try {
    const database = await openDatabase(disk.path);
    const { passages } = database.index;
    const entry = (id: number) => ({
      id,
      scope: 'kb',
      text: `unique${id} ${'filler '.repeat(200)}`,
      vector: null,
    });
    await passages.add([entry(1)]);
    await disk.fill();
    const many = Array.from({ length: 200 }, (_, at) => entry(at + 2));
    await expect(passages.add(many)).rejects.toMatchObject({
      code: expect.stringMatching(/^SQLITE_(FULL|IOERR)/),
    });
    const find = async (text: string) =>
      (await passages.search({ text, vector: null, scopes: ['kb'], limit: 1 })).map(({ id }) => id);
    expect(await find('unique1')).toEqual([1]);
    await disk.makeRoom();
    await passages.add(many);
    expect(await find('unique201')).toEqual([201]);
    await database.close();
    expectConsistent(disk.path);
  } finally {
    disk.unmount();
  }
});

/** Each entry has its text and its words, and there is nothing of any other. */
function expectConsistent(directory: string): void {
  const db = new BetterSqlite3(join(directory, 'tomo.sqlite'));
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.exec(`insert into passages_words (passages_words, rank) values ('integrity-check', 1)`);
    for (const table of ['passages_texts', 'passages_words']) {
      const different = db
        .prepare(
          `select count(*) from passages_entries e full join ${table} t on t.rowid = e.id where t.rowid is null or e.id is null`,
        )
        .pluck()
        .get();
      expect(different).toBe(0);
    }
  } finally {
    db.close();
  }
}
