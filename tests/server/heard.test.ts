import { afterAll, beforeAll, expect, test } from 'vitest';
import { RealtimeProbe } from '../support/realtime.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

/** What may have begun to sound of the test model's three clauses when the last one was sent. */
const beginnings = ['Hello there!', 'Hello there! I am a test model.'];

let tomo: RunningTomo;
let characterId: string;

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
  characterId = (await tomo.call('GET', '/v1/characters')).body.characters[0].id;
});

afterAll(async () => {
  await tomo?.stop();
});

async function answered(): Promise<{ conversationId: string; probe: RealtimeProbe }> {
  const started = await tomo.call('POST', '/v1/conversations', { character_id: characterId });
  const conversationId = started.body.id as string;
  const probe = await RealtimeProbe.open(tomo.url, [conversationId]);
  probe.send({ type: 'message', conversation_id: conversationId, content: 'hello' });
  await probe.next('message_complete');
  return { conversationId, probe };
}

const stored = async (conversationId: string) =>
  (await tomo.call('GET', `/v1/conversations/${conversationId}`)).body.messages.at(-1);

test('an answer that is written but still heard is cut to what had begun to sound', async () => {
  const { conversationId, probe } = await answered();
  probe.send({ type: 'interrupt', conversation_id: conversationId });
  const cut = (await probe.next('message_interrupted')).content;
  expect(beginnings).toContain(cut);
  expect(await stored(conversationId)).toMatchObject({ content: cut, state: 'interrupted' });
  probe.close();
});

test('a message that says so cuts it too; one that does not leaves it whole', async () => {
  const interrupting = await answered();
  interrupting.probe.send({
    type: 'message',
    conversation_id: interrupting.conversationId,
    content: 'wait',
    when_busy: 'interrupt',
  });
  expect(beginnings).toContain((await interrupting.probe.next('message_interrupted')).content);
  interrupting.probe.close();

  const patient = await answered();
  const whole = (await stored(patient.conversationId)).content as string;
  patient.probe.send({ type: 'message', conversation_id: patient.conversationId, content: 'and?' });
  await patient.probe.next('message_complete', 2);
  expect(patient.probe.of('message_interrupted')).toEqual([]);
  const { messages } = (await tomo.call('GET', `/v1/conversations/${patient.conversationId}`)).body;
  expect(messages[1]).toMatchObject({ role: 'assistant', content: whole, state: 'complete' });
  patient.probe.close();
});
