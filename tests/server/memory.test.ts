import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectRefusal } from '../support/expect-refusal.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const WAIT = { timeout: 60_000 };

let tomo: RunningTomo;

beforeAll(async () => {
  tomo = await startTomo();
});
afterAll(async () => {
  await tomo.stop();
});

/** The answer to something that is said. */
async function say(conversation: string, content: string, to = tomo) {
  const probe = await RealtimeProbe.open(to.url, [conversation], false);
  await to.call('POST', `/v1/conversations/${conversation}/messages`, { content });
  const answer = await probe.next('message_complete');
  probe.close();
  return answer;
}

const memories = async (query = '', of = tomo) =>
  (await of.call('GET', `/v1/memories?${query}`)).body.memories as { id: string; content: string }[];

async function remembered(content: string, of = tomo): Promise<{ id: string; content: string }> {
  return await vi.waitFor(async () => {
    const found = (await memories('limit=100', of)).find((memory) => memory.content === content);
    expect(found, JSON.stringify(await memories('', of))).toBeDefined();
    return found as { id: string; content: string };
  }, WAIT);
}

describe('what somebody tells', () => {
  it('is remembered with its source, a week and a restart later, and forgotten for good', async () => {
    const first = await startTomo();
    const told = await first.newConversation();
    await say(told, 'my sister Mia moved to Lyon', first);
    const memory = await remembered("The user's sister Mia lives in Lyon.", first);
    await first.stop();
    await makeOlder(first.dataDirectory, WEEK_MS);

    const later = await startTomo({ dataDirectory: first.dataDirectory });
    const answer = await say(await later.newConversation(), 'where does my sister live?', later);
    expect(answer.content).toContain('Lyon');
    expect(answer.memories).toContain(memory.id);
    const { messages } = (await later.call('GET', `/v1/conversations/${told}`)).body;
    const known = (await later.call('GET', `/v1/memories/${memory.id}`)).body;
    expect(known).toMatchObject({ source_message_id: messages[0].id, valid_to: null, character_id: null });

    expect((await later.call('DELETE', `/v1/memories/${memory.id}`)).status).toBe(204);
    expectRefusal(await later.call('GET', `/v1/memories/${memory.id}`), 404, 'resource_not_found');
    const { conversations } = (await later.call('GET', '/v1/conversations')).body;
    for (const { id } of conversations) await later.call('DELETE', `/v1/conversations/${id}`);
    expect((await say(await later.newConversation(), 'hello', later)).memories).toEqual([]);
    await later.stop();
    await expectGone(first.dataDirectory, ['Lyon', 'lyon']);
  });

  it('takes the place of what it contradicts, and both are kept', async () => {
    const conversation = await tomo.newConversation();
    await say(conversation, 'I live in Berlin.');
    const old = await remembered('The user lives in Berlin.');
    await say(conversation, 'I moved to Paris.');
    const now = await remembered('The user lives in Paris.');
    expect((await memories()).map(({ content }) => content)).not.toContain('The user lives in Berlin.');
    const all = await memories('include_superseded=true');
    expect(all.find(({ id }) => id === old.id)).toMatchObject({
      valid_to: expect.any(String),
      superseded_by: now.id,
    });
    expect((await say(conversation, 'where do i live?')).content).toContain('Paris');
  });

  it('is not learnt from questions, and not from whoever switched it off', async () => {
    const conversation = await tomo.newConversation();
    await say(conversation, 'do i live in Madrid?');
    expect((await tomo.call('PUT', '/v1/memories/settings', { enabled: false })).body).toEqual({
      enabled: false,
    });
    await say(conversation, 'my brother Tom lives in Oslo');
    expect((await say(conversation, 'where do i live?')).memories).toEqual([]);
    await tomo.call('PUT', '/v1/memories/settings', { enabled: true });
    await say(conversation, 'my dog is called Rex');
    await vi.waitFor(async () => expect(await memories('search=Rex')).toHaveLength(1), WAIT);
    expect(await memories('search=Oslo')).toEqual([]);
    expect(await memories('search=Madrid')).toEqual([]);
  });
});

describe('a memory', () => {
  it('is written, found, corrected, pinned and exported by its owner', async () => {
    const { status, body } = await tomo.call('POST', '/v1/memories', {
      content: 'The user collects stamps.',
      kind: 'preference',
    });
    expect(status).toBe(201);
    const path = `/v1/memories/${body.id}`;
    const changed = await tomo.call('PATCH', path, { content: 'The user collects coins.', pinned: true });
    expect(changed.body).toMatchObject({ content: 'The user collects coins.', pinned: true, confidence: 1 });
    expect((await memories())[0]?.id).toBe(body.id);
    expect(await memories('search=stamps')).toEqual([]);
    expect(await memories('kind=preference&search=COINS')).toHaveLength(1);
    const exported = await tomo.call('GET', '/v1/memories/export');
    expect(exported.headers.get('content-disposition')).toContain('attachment');
    expect(exported.body.memories.map(({ content }: { content: string }) => content)).toContain(
      'The user collects coins.',
    );
    await tomo.call('DELETE', path);
  });

  it('of everybody goes only when that is confirmed', async () => {
    expectRefusal(await tomo.call('DELETE', '/v1/memories'), 400, 'invalid_request');
    expect((await tomo.call('DELETE', '/v1/memories?confirm=forget%20everything')).status).toBe(204);
    expect(await memories('include_superseded=true')).toEqual([]);
  });
});

/** As if everything had happened earlier. */
async function makeOlder(dataDirectory: string, byMs: number): Promise<void> {
  const db = new BetterSqlite3(join(dataDirectory, 'tomo.sqlite'));
  db.prepare(
    'update memories set created_at_ms = created_at_ms - @byMs, valid_from_ms = valid_from_ms - @byMs',
  ).run({ byMs });
  db.prepare('update messages set created_at_ms = created_at_ms - @byMs').run({ byMs });
  db.close();
}

/** No file in the data directory holds these words any more. */
async function expectGone(directory: string, words: readonly string[]): Promise<void> {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    for (const word of words) expect([entry.name, bytes.includes(word)]).toEqual([entry.name, false]);
  }
}
