import { afterEach } from 'vitest';
import { type WebhookReceiver, webhookReceiver } from '../../../../tests/support/webhook-receiver.ts';
import { type WebhooksUnderTest, webhooksUnderTest } from './webhooks-under-test.ts';

interface Closing {
  close(): Promise<unknown>;
}

/** What the tests of a file open, closed after each of them in the order in which it was opened. */
export function openedForEachTest() {
  let open: Closing[] = [];
  afterEach(async () => {
    for (const one of open) await one.close();
    open = [];
  });
  /** Has something closed after this test. */
  const keep = <Made extends Closing>(made: Made): Made => {
    open.push(made);
    return made;
  };
  return {
    keep,
    begin: async (...args: Parameters<typeof webhooksUnderTest>): Promise<WebhooksUnderTest> =>
      keep(await webhooksUnderTest(...args)),
    receiver: async (...args: Parameters<typeof webhookReceiver>): Promise<WebhookReceiver> =>
      keep(await webhookReceiver(...args)),
  };
}
