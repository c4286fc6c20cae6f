import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDocument, newKnowledgeBase } from '../support/knowledge.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

const MANUAL = `# Bicycle manual

This bicycle is made for roads and forest paths.

## Brakes

Check the brake pads every month. Replace them when less than 2 mm is left.

## Chain

Clean the chain with a dry cloth. Oil it after every ride in the rain.
`;

let tomo: RunningTomo;
let base: string;
let document: string;

beforeAll(async () => {
  tomo = await startTomo();
  base = await newKnowledgeBase(tomo);
  document = await addDocument(tomo, base, { name: 'manual.md', content: MANUAL });
  await tomo.call('PUT', `/v1/characters/${await tomo.characterId()}`, { knowledge_base_ids: [base] });
});
afterAll(async () => {
  await tomo.stop();
});

/** The answer to something that is said. */
async function say(conversation: string, content: string) {
  const probe = await RealtimeProbe.open(tomo.url, [conversation], false);
  await tomo.call('POST', `/v1/conversations/${conversation}/messages`, { content });
  const answer = await probe.next('message_complete');
  probe.close();
  return answer;
}

it('the model that ships quotes the best sentence and says where it is from', async () => {
  const conversation = await tomo.newConversation();
  const answer = await say(conversation, 'how often should i check the brake pads?');
  expect(answer.content).toContain('“Check the brake pads every month.”');
  expect(answer.content).toContain('manual.md');
  const citation = {
    document_id: document,
    knowledge_base_id: base,
    position: 1,
    filename: 'manual.md',
    page: null,
    quote: 'Check the brake pads every month.',
  };
  expect(answer.citations).toEqual([citation]);
  const stored = (await tomo.call('GET', `/v1/conversations/${conversation}`)).body.messages;
  expect(stored[1].citations).toEqual([citation]);
});

it('talks as ever about what is in no document', async () => {
  const answer = await say(await tomo.newConversation(), 'hello');
  expect(answer.citations).toEqual([]);
  expect(answer.content).not.toContain('manual');
});

it('what was quoted is gone from the sources once its document is', async () => {
  const own = await addDocument(tomo, base, {
    name: 'wifi.txt',
    content: 'The wifi box stands in the attic.',
  });
  const conversation = await tomo.newConversation();
  expect((await say(conversation, 'where does the wifi box stand?')).citations).toHaveLength(1);
  await tomo.call('DELETE', `/v1/knowledge-bases/${base}/documents/${own}`);
  const stored = (await tomo.call('GET', `/v1/conversations/${conversation}`)).body.messages;
  expect(stored[1].citations).toEqual([]);
  expect((await say(conversation, 'where does the wifi box stand?')).citations).toEqual([]);
});
