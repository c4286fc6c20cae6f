import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../storage/open-database.ts';
import { ensureOwner } from '../accounts/owner.ts';
import { CharacterService } from '../characters/character-service.ts';
import { ConversationStore } from '../chat/conversation-store.ts';
import { MessageAudio, type SpeakText } from './message-audio.ts';

let directory: string;
let database: OpenDatabase;
let messageId: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-audio-'));
  database = await openDatabase(directory);
  const owner = await ensureOwner(database.db);
  const character = await new CharacterService(database.db).create(owner, { name: 'Tomo' });
  const conversations = new ConversationStore(database.db, database.forgetDeleted);
  const conversation = await conversations.create(owner, character.id);
  const question = await conversations.addUserMessage(conversation.id, 'Hello');
  const answer = await conversations.addAnswer(question, {
    id: 'msg_answer',
    content: 'Hello to you',
    taggedContent: 'Hello to you',
    state: 'complete',
    emotion: 'neutral',
    gestures: [],
    usage: null,
    confidence: null,
    citations: [],
    memoryIds: [],
  });
  messageId = answer.id;
});
afterEach(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

const audioOf = (speak: SpeakText) =>
  new MessageAudio({ db: database.db, directory: join(directory, 'audio'), speak });

test('two who ask at once get the same sound, which is made once', async () => {
  const said: string[] = [];
  const audio = audioOf(async (text) => {
    said.push(text);
    return Buffer.from(text);
  });
  const [one, two] = await Promise.all([audio.file(null, messageId), audio.file(null, messageId)]);
  expect(one).toBe(two);
  expect(said).toEqual(['Hello to you']);
});

test('a sound that is being made while it is removed is gone afterwards', async () => {
  const spoken = Promise.withResolvers<Uint8Array>();
  const asked = Promise.withResolvers<void>();
  const audio = audioOf(() => {
    asked.resolve();
    return spoken.promise;
  });
  const file = audio.file(null, messageId);
  await asked.promise;
  const removed = audio.remove([messageId]);
  spoken.resolve(Buffer.from('Hello to you'));
  await Promise.all([file, removed]);
  expect(await readdir(join(directory, 'audio'))).toEqual([]);
});
