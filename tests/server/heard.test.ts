import { expect, test } from 'vitest';
import { STORY_CLAUSES } from '../support/make-models.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

/** What may have begun to sound of the story when its last clause was sent. */
const beginnings = [1, 2].map((clauses) => STORY_CLAUSES.slice(0, clauses).join(''));

const tomo = tomoForTests('storyteller');

async function answered(): Promise<{ conversationId: string; probe: RealtimeProbe }> {
  const conversationId = await tomo.newConversation();
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
