import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../../storage/open-database.ts';
import { ensureOwner } from '../../accounts/owner.ts';
import type { Principal } from '../../accounts/principal.ts';
import { KnowledgeBaseService } from '../bases/knowledge-base-service.ts';
import { DocumentService } from '../documents/document-service.ts';
import { IngestQueue } from '../ingest/ingest-queue.ts';
import { KnowledgeSearch } from '../search/knowledge-search.ts';
import { KnowledgeItems } from './knowledge-items.ts';

const logger = { info: () => {}, warn: () => {}, error: () => {} };
let directory: string;
let database: OpenDatabase;
let owner: Principal;
let baseId: string;
let items: KnowledgeItems;
let search: KnowledgeSearch;
let ingest: IngestQueue;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-items-'));
  database = await openDatabase(directory);
  const { db, forgetDeleted: forget } = database;
  const index = database.index.passages;
  owner = await ensureOwner(db);
  ingest = new IngestQueue({
    db,
    directory,
    read: async () => {
      throw new Error('an item is no file');
    },
    index,
    embed: async () => null,
    fillVectors: () => {},
    progress: async () => {},
    logger,
  });
  const bases = new KnowledgeBaseService({
    db,
    removeDocuments: (id) => documents.removeAllOf(id),
    readAgain: () => ingest.wake(),
  });
  const documents = new DocumentService({ db, directory, bases, ingest, forget });
  items = new KnowledgeItems({ db, bases, documents, ingest, forget });
  search = new KnowledgeSearch({ db, index, embedQuery: async () => null });
  baseId = (await bases.create(owner, { name: 'House rules' })).id;
});

afterEach(async () => {
  await ingest.close();
  await database.close();
  await rm(directory, { recursive: true });
});

const find = async (query: string) => {
  const found = await search.search([baseId], { query, limit: 10 }, new AbortController().signal);
  return found.map(({ content }) => content);
};

it('is found by its title and by its words as soon as it was added', async () => {
  const item = await items.add(owner, baseId, { title: 'Quiet hours', content: 'Nobody drums after nine.' });
  expect(item).toMatchObject({ title: 'Quiet hours', status: 'ready', tags: [], source: null, metadata: {} });
  expect(await find('drums')).toEqual(['Nobody drums after nine.']);
  expect(await find('quiet hours')).toEqual(['Nobody drums after nine.']);
});

it('is found by its new words alone once it was changed, under the same id', async () => {
  const { id } = await items.add(owner, baseId, {
    title: 'Keys',
    content: 'They hang by the stairs.',
    tags: ['a'],
  });
  const changed = await items.update(owner, baseId, id, { content: 'They hang in the kitchen.' });
  expect(changed).toMatchObject({ id, title: 'Keys', tags: ['a'], content: 'They hang in the kitchen.' });
  expect(await find('stairs')).toEqual([]);
  expect(await find('kitchen')).toEqual(['They hang in the kitchen.']);
  expect((await items.list(owner, baseId, { page: 1, limit: 10 })).total).toBe(1);
});

it('holds what the last of many changes at once said', async () => {
  const { id } = await items.add(owner, baseId, { title: 'Colour', content: 'The door is white.' });
  const colours = ['red', 'green', 'blue', 'black', 'brown'];
  await Promise.all(
    colours.map((colour) => items.update(owner, baseId, id, { content: `The door is ${colour}.` })),
  );
  const { content, status } = await items.get(owner, baseId, id);
  expect(status).toBe('ready');
  expect(await find('door')).toEqual([content]);
  expect(colours.some((colour) => content.includes(colour))).toBe(true);
});

it('may have the title or the text of another', async () => {
  for (const title of ['One', 'Two', 'Two']) await items.add(owner, baseId, { title, content: 'The same.' });
  expect((await items.list(owner, baseId, { page: 1, limit: 10 })).total).toBe(3);
  expect(await find('same')).toHaveLength(3);
});

it('is gone from the tables and from searches when it was removed', async () => {
  const { id } = await items.add(owner, baseId, { title: 'Secret', content: 'The safe opens with 4711.' });
  await items.remove(owner, baseId, id);
  expect(await find('safe')).toEqual([]);
  await expect(items.get(owner, baseId, id)).rejects.toMatchObject({ code: 'not_found' });
  for (const table of ['knowledge_items', 'documents', 'passages'] as const) {
    expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
  }
});

it('is refused where it is empty, too long, or somebody else’s', async () => {
  const add = (draft: { title: string; content: string }) => items.add(owner, baseId, draft);
  await expect(add({ title: ' ', content: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  await expect(add({ title: 'x', content: '\n' })).rejects.toMatchObject({ code: 'invalid' });
  await expect(add({ title: 'x', content: 'x'.repeat(50_001) })).rejects.toMatchObject({ code: 'too_large' });
  const { id } = await add({ title: 'x', content: 'y' });
  const stranger: Principal = { ...owner, userId: 'usr_stranger', role: 'user' };
  await expect(items.get(stranger, baseId, id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(items.update(stranger, baseId, id, {})).rejects.toMatchObject({ code: 'not_found' });
  await expect(items.remove(stranger, baseId, id)).rejects.toMatchObject({ code: 'not_found' });
});
