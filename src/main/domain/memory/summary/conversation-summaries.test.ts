import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GenerateEvent, LanguageModel } from '../../../inference/llm.ts';
import { type OpenDatabase, openDatabase } from '../../../storage/open-database.ts';
import { ensureOwner } from '../../accounts/owner.ts';
import { Foreground } from '../../background/foreground.ts';
import { CharacterService } from '../../characters/character-service.ts';
import { ConversationStore } from '../../chat/conversation-store.ts';
import type { Message } from '../../chat/message.ts';
import { NOTHING_KNOWN } from '../extract/context.ts';
import { extractFacts } from '../extract/extract-facts.ts';
import { learnFacts } from '../learn-facts.ts';
import { withReadingModel } from '../with-reading-model.ts';
import { ConversationSummaries } from './conversation-summaries.ts';
import { forgetInSummaries } from './forget-in-summaries.ts';

let directory: string;
let database: OpenDatabase;
let summaries: ConversationSummaries;
let conversationId: string;
let messages: Message[];
let failures: unknown[];

const TALK = [
  'my sister Mia moved to Lyon',
  'Our garden shed needs a completely new wooden roof soon.',
  'Lyon is where my sister Mia found such a pretty flat near the river.',
  'ok',
  'what now?',
];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-summary-'));
  database = await openDatabase(directory);
  const { db } = database;
  const owner = await ensureOwner(db);
  const character = await new CharacterService(db).create(owner, { name: 'Tomo' });
  const conversations = new ConversationStore(db, database.forgetDeleted);
  conversationId = (await conversations.create(owner, character.id)).id;
  messages = [];
  for (const text of TALK) messages.push(await conversations.addUserMessage(conversationId, text));
  const [first] = messages;
  const place = { userId: owner.userId, characterId: character.id, messageId: first!.id, saidAtMs: 0 };
  const told = extractFacts(first!.content, { ...NOTHING_KNOWN, saidAtMs: 0 });
  await db.transaction().execute((transaction) => learnFacts(transaction, told, place));
  failures = [];
  summaries = summing(writing(new Error('too small to be asked'), 1_000));
});
afterEach(async () => {
  await summaries.close();
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

function summing(model: LanguageModel): ConversationSummaries {
  return new ConversationSummaries({
    db: database.db,
    foreground: new Foreground(),
    withReadingModel: withReadingModel({
      state: async () => ({ state: 'ready', info: await model.info() }),
      use: (work) => work(model),
    }),
    logger: { error: (object) => void failures.push(object) },
  });
}

/** A model of this size that writes this, or fails. */
function writing(answer: string | Error, parameters: number): LanguageModel {
  return {
    info: async () => ({ name: 'written', contextTokens: 2048, backend: 'cpu', parameters }),
    countTokens: async () => 1,
    dispose: async () => {},
    async *generate(): AsyncGenerator<GenerateEvent> {
      if (answer instanceof Error) throw answer;
      yield { type: 'text', text: answer };
    },
  };
}

async function summed(upTo: Message): Promise<string | null> {
  summaries.wantUpTo(conversationId, upTo.id);
  await summaries.settled();
  return await summaries.of(conversationId);
}

it('holds what was said before a message, and grows with what leaves the prompt later', async () => {
  expect(await summaries.of(conversationId)).toBeNull();
  expect(await summed(messages[1]!)).toBe("- The user's sister Mia lives in Lyon.");
  const more = await summed(messages[4]!);
  expect(more).toContain("- The user's sister Mia lives in Lyon.");
  expect(more).toContain('wooden roof');
  expect(more).not.toContain('what now');
  expect(failures).toEqual([]);
});

it('is written by a model that can, and without one where that fails', async () => {
  summaries = summing(writing('- They talked of a roof.', 4_000_000_000));
  expect(await summed(messages[2]!)).toBe('- They talked of a roof.');
  await database.db.deleteFrom('conversation_summaries').execute();
  summaries = summing(writing(new Error('broken'), 4_000_000_000));
  expect(await summed(messages[2]!)).toContain('wooden roof');
  expect(failures).toHaveLength(1);
});

it('forgets what is forgotten, also where it was told twice, and stays without it', async () => {
  expect(await summed(messages[4]!)).toContain('Lyon');
  const { id } = await database.db.selectFrom('memories').select('id').executeTakeFirstOrThrow();
  await database.db.transaction().execute(async (transaction) => {
    await forgetInSummaries(transaction, [id]);
    await transaction.deleteFrom('memories').where('id', '=', id).execute();
  });
  expect(await summaries.of(conversationId)).toBeNull();
  const again = await summed(messages[4]!);
  expect(again).toContain('wooden roof');
  expect(again).not.toContain('Lyon');
});

it('goes with the messages of its conversation, also while it is written', async () => {
  expect(await summed(messages[2]!)).toContain('wooden roof');
  const conversations = new ConversationStore(database.db, database.forgetDeleted);
  await conversations.clear(conversationId);
  expect(await summaries.of(conversationId)).toBeNull();
  expect(await summed(messages[4]!)).toBeNull();
});

it('goes with its conversation, out of the file too', async () => {
  expect(await summed(messages[4]!)).toContain('wooden roof');
  const conversations = new ConversationStore(database.db, database.forgetDeleted);
  await conversations.delete(conversationId);
  expect(await summaries.of(conversationId)).toBeNull();
  expect(await readFile(join(directory, 'tomo.sqlite'), 'latin1')).not.toContain('wooden roof');
});
