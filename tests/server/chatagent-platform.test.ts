import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallChatagent, chatagentAs, newChatagentUser } from '../support/chatagent-client.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { type Received, type WebhookReceiver, webhookReceiver } from '../support/webhook-receiver.ts';

const ANSWER = 'Hello there! I am a test model. How are you today?';
const PLATFORM_KEY = 'platform-9876543210-secret';

let tomo: RunningTomo;
let receiver: WebhookReceiver;
const owner = chatagentAs(() => tomo);

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
});
beforeAll(async () => {
  receiver = await webhookReceiver();
});
afterAll(async () => {
  await tomo.stop();
  await receiver.close();
});

async function begin(platform_config: object, call: CallChatagent = owner) {
  const made = await call('POST', '/bots/', { name: 'Web bot', platform_type: 'web', platform_config });
  expect([made.status, made.body]).toEqual([201, made.body]);
  const more = { bot_id: made.body.id, platform: 'web', platform_chat_id: 'chat_9' };
  return (await call('POST', '/conversations/', more)).body as { id: string; bot_id: string };
}
const say = (id: string, content = 'Hello', call = owner) =>
  call('POST', `/conversations/${id}/messages`, { content });

describe('the platform web', () => {
  it('gets the answers of a bot at its webhook, signed with its key', async () => {
    const { id, bot_id } = await begin({ webhook_url: receiver.url, api_key: PLATFORM_KEY });
    const { bot_response } = (await say(id)).body;
    const [{ text, headers }] = (await receiver.count(1)) as [Received];
    expect(JSON.parse(text)).toMatchObject({
      event: 'message.answered',
      bot_id,
      platform: 'web',
      platform_chat_id: 'chat_9',
      message: { ...bot_response, content: ANSWER, conversation_id: id },
    });
    const signature = createHmac('sha256', PLATFORM_KEY).update(text).digest('hex');
    expect(headers['x-webhook-signature']).toBe(`sha256=${signature}`);
    expect(text + JSON.stringify(headers)).not.toContain(PLATFORM_KEY);
  });

  it('hears nothing of what is said in other APIs, of other bots, nor of one that was stopped', async () => {
    const before = receiver.received.length;
    const { id, bot_id } = await begin({ webhook_url: receiver.url });
    const other = await begin({});
    await say(other.id);
    await tomo.call('POST', '/v1/conversations', { character_id: bot_id, initial_message: 'Between us' });
    await owner('POST', `/bots/${bot_id}/stop`);
    await tomo.call('POST', `/v1/conversations/${id}/messages`, { content: 'While it is stopped' });
    // Deliveries go out in their order: what comes after all that is the first one.
    const marker = await begin({ webhook_url: receiver.url });
    await say(marker.id);
    const told = (await receiver.count(before + 1)).slice(before).map(({ text }) => JSON.parse(text));
    expect(told.map(({ message }) => message.conversation_id)).toEqual([marker.id]);
  });

  it('of an account is never this machine, whatever was written there meanwhile', async () => {
    const { call } = await newChatagentUser(() => tomo, 'ada');
    const { id, bot_id } = await begin({}, call);
    const before = receiver.received.length;
    await owner('PUT', `/bots/${bot_id}`, { platform_config: { webhook_url: receiver.url } });
    expect((await say(id, 'Hello', call)).status).toBe(200);
    const mine = await begin({ webhook_url: receiver.url });
    await say(mine.id);
    const told = (await receiver.count(before + 1)).slice(before).map(({ text }) => JSON.parse(text));
    expect(told.map(({ bot_id }) => bot_id)).toEqual([mine.bot_id]);
  });
});
