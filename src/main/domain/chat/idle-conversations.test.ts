import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../storage/open-database.ts';
import { ensureOwner } from '../accounts/owner.ts';
import type { Principal } from '../accounts/principal.ts';
import { CharacterService } from '../characters/character-service.ts';
import { type Happening, Happenings } from '../events/happenings.ts';
import { ConversationStore } from './conversation-store.ts';
import { IdleConversations } from './idle-conversations.ts';

let directory: string;
let database: OpenDatabase;
let owner: Principal;
let conversations: ConversationStore;
let idle: IdleConversations;
let told: Happening[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-idle-'));
  database = await openDatabase(directory);
  const { db } = database;
  owner = await ensureOwner(db);
  conversations = new ConversationStore(db, database.forgetDeleted);
  const happenings = new Happenings(console);
  told = [];
  happenings.listen((happening) => told.push(happening));
  idle = new IdleConversations({ db, happenings, logger: console });
});

afterEach(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

async function conversation(api: string): Promise<string> {
  const character = await new CharacterService(database.db).create(owner, { name: 'Talker' });
  return (await conversations.create(owner, character.id, { api })).id;
}

it('a conversation that nobody goes on with ends once, and begins again with what is said in it', async () => {
  const id = await conversation('chatbots');
  const later = Date.now() + 60_000;
  expect(await idle.end('chatbots', Date.now() - 60_000)).toEqual([]);
  expect(await idle.end('chatbots', later)).toMatchObject([{ id, endedAtMs: expect.any(Number) }]);
  expect(await idle.end('chatbots', later)).toEqual([]);
  expect(told).toMatchObject([{ type: 'conversation_ended', conversation: { id } }]);
  await conversations.addUserMessage(id, 'again');
  expect((await conversations.get(owner, id)).endedAtMs).toBeNull();
  expect(await idle.end('chatbots', later)).toHaveLength(1);
});

it('conversations of other APIs go on', async () => {
  await conversation('native');
  await conversation('chattr');
  expect(await idle.end('chatbots', Date.now() + 60_000)).toEqual([]);
  expect(told).toEqual([]);
});

it('is looked for by an index', async () => {
  const { rows } = await sql`explain query plan select id from conversations where api = ${'chatbots'}
    and ended_at_ms is null and api <> 'native' and updated_at_ms < ${5}
    order by updated_at_ms limit 200`.execute(database.db);
  expect(JSON.stringify(rows)).toContain('conversations_going_on');
});
