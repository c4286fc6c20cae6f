import { afterAll, beforeAll, expect, test } from 'vitest';
import { RealtimeProbe } from '../support/realtime.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

let tomo: RunningTomo;

beforeAll(async () => {
  tomo = await startTomo();
});
afterAll(() => tomo.stop());

test('a call for help gets an answer that people wrote, streamed and kept like any other', async () => {
  const id = await tomo.newConversation();
  const probe = await RealtimeProbe.open(tomo.url, [id], false);
  probe.send({ type: 'message', conversation_id: id, content: 'i dont want to live anymore' });
  const { content } = await probe.next('message_complete');
  expect(content).toMatch(/988.*116 123.*findahelpline\.com/s);
  probe.send({ type: 'message', conversation_id: id, content: 'hello' });
  expect((await probe.next('message_complete', 2)).content).toContain("I'm still here");
  const { body } = await tomo.call('GET', `/v1/conversations/${id}`);
  expect(body.messages[1]).toMatchObject({ role: 'assistant', content, state: 'complete' });
  probe.close();
});
