import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EngineThread } from './engine-thread.ts';

let directory: string;
let entry: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'tomo-thread-'));
  entry = join(directory, 'entry.mjs');
  const url = new URL('./engine-thread.ts', import.meta.url).href;
  writeFileSync(
    entry,
    `import { serveThread } from ${JSON.stringify(url)};
     serveThread({
       'speech.voices': async () => [],
       'speech.synthesize': async () => { for (;;); },
     });`,
  );
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('a thread that hangs is ended, which its callers are told, and the next call starts another one', async () => {
  const thread = new EngineThread(entry, 'speech', 'It stopped.', 6_000);
  expect(await thread.call('speech.voices', {})).toEqual([]);
  await expect(thread.call('speech.synthesize', { request: { text: 'x' } })).rejects.toMatchObject({
    code: 'engine_crashed',
    message: 'It stopped.',
  });
  expect(await thread.call('speech.voices', {})).toEqual([]);
  await thread.end();
});

test('a thread that is ended tells whoever waits for it', async () => {
  const thread = new EngineThread(entry, 'speech', 'It stopped.');
  await thread.call('speech.voices', {});
  const hanging = thread.call('speech.synthesize', { request: { text: 'x' } });
  const told = expect(hanging).rejects.toMatchObject({ code: 'engine_crashed' });
  await thread.end();
  await told;
});
