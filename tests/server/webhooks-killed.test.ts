import { expect, it } from 'vitest';
import { startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { expectSigned, type Received, webhookReceiver } from '../support/webhook-receiver.ts';

const CHATBOTS = '/chatbots/api/v1/webhooks';

it('what was queued is delivered after the server was killed', async () => {
  let isUp = false;
  const receiver = await webhookReceiver(
    (_request, response) => void response.writeHead(isUp ? 200 : 503).end(),
  );
  const first = await startTomo({ args: ['--model', testModel('talker')] });
  await first.call('POST', CHATBOTS, {
    url: receiver.url,
    events: ['chatbot.created'],
    secret: 'the secret',
  });
  await first.call('POST', '/v1/characters', { name: 'Survivor' });
  await receiver.count(1);
  await first.stop('SIGKILL');
  const before = receiver.received.length;
  isUp = true;
  const second = await startTomo({
    dataDirectory: first.dataDirectory,
    args: ['--model', testModel('talker')],
  });
  const all = await receiver.count(before + 1);
  expect(all[before]?.text).toBe(all[0]?.text);
  expectSigned(all[before] as Received);
  await second.stop();
  await receiver.close();
}, 60_000);
