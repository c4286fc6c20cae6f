import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { WebhookReceiver } from '../../../../tests/support/webhook-receiver.ts';
import { openedForEachTest } from './opened-for-each-under-test.ts';
import { TRIES } from './retry-schedule.ts';

const FAMILY = 'test';
const loopback = async () => [{ address: '127.0.0.1', family: 4 }];
const { begin, receiver } = openedForEachTest();

describe('a webhook', () => {
  it('gets what happened as JSON, with a signature over the very bytes', async () => {
    const tomo = await begin();
    const there = await receiver();
    const id = await tomo.register(there.url);
    await tomo.tell({ text: 'Grüße, 世界 👋' });
    const [{ headers, text, method }] = (await there.count(1)) as [WebhookReceiver['received'][0]];
    expect(method).toBe('POST');
    expect(headers['content-type']).toBe('application/json');
    const signature = createHmac('sha256', 'the secret').update(Buffer.from(text)).digest('hex');
    expect(headers['x-webhook-signature']).toBe(`sha256=${signature}`);
    const body = JSON.parse(text);
    expect(body).toMatchObject({ event: 'something.happened', text: 'Grüße, 世界 👋' });
    expect(headers['x-webhook-event']).toBe(body.event);
    expect(headers['x-webhook-delivery']).toBe(body.id);
    expect(headers['x-webhook-attempt']).toBe('1');
    expect(Date.parse(headers['x-webhook-timestamp'] as string)).toBeGreaterThanOrEqual(
      Date.parse(body.timestamp),
    );
    expect(await tomo.settled(id)).toMatchObject([
      { id: body.id, state: 'delivered', attempts: 1, lastStatus: 204, lastError: null },
    ]);
  });

  it('that fails is tried again with the same bytes and the same id, until it is taken', async () => {
    const tomo = await begin();
    const there = await receiver(
      (_request, response, at) => void response.writeHead(at < 3 ? 500 : 200).end(),
    );
    const id = await tomo.register(there.url);
    await tomo.tell();
    const received = await there.count(4);
    expect(new Set(received.map(({ text }) => text)).size).toBe(1);
    expect(received.map(({ headers }) => headers['x-webhook-attempt'])).toEqual(['1', '2', '3', '4']);
    expect(await tomo.settled(id)).toMatchObject([{ state: 'delivered', attempts: 4, lastStatus: 200 }]);
  });

  it('that always fails is a dead letter, and is retried by hand', async () => {
    const tomo = await begin();
    let isDown = true;
    const there = await receiver((_request, response) => void response.writeHead(isDown ? 503 : 200).end());
    const id = await tomo.register(there.url);
    await tomo.tell({ text: 'kept' });
    const [dead] = await tomo.settled(id);
    expect(dead).toMatchObject({ state: 'dead', attempts: TRIES, lastStatus: 503, lastError: 'status' });
    expect(there.received).toHaveLength(TRIES);
    const page = { page: 1, limit: 10 };
    expect(await tomo.webhooks.deadLetters(tomo.owner, FAMILY, page)).toMatchObject({
      deliveries: [{ id: dead?.id }],
      total: 1,
    });
    expect((await tomo.webhooks.deadLetters(tomo.owner, 'other', page)).total).toBe(0);

    isDown = false;
    await tomo.webhooks.retry(tomo.owner, FAMILY, dead?.id ?? '');
    expect(await tomo.settled(id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    expect(there.received.at(-1)?.text).toBe(there.received[0]?.text);
    expect((await tomo.webhooks.deadLetters(tomo.owner, FAMILY, page)).total).toBe(0);
    await expect(tomo.webhooks.retry(tomo.owner, FAMILY, dead?.id ?? '')).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('that says that it is gone is not tried again', async () => {
    const tomo = await begin();
    const there = await receiver((_request, response) => void response.writeHead(410).end());
    const id = await tomo.register(there.url);
    await tomo.tell();
    expect(await tomo.settled(id)).toMatchObject([{ state: 'dead', attempts: 1, lastStatus: 410 }]);
    expect(there.received).toHaveLength(1);
  });

  it('gets its events in order, one at a time', async () => {
    const tomo = await begin();
    let underWay = 0;
    let together = 0;
    const there = await receiver((_request, response) => {
      together = Math.max(together, ++underWay);
      setTimeout(() => {
        underWay--;
        response.writeHead(200).end();
      }, 3);
    });
    const id = await tomo.register(there.url);
    await Promise.all(Array.from({ length: 20 }, (_, number) => tomo.tell({ number })));
    await tomo.settled(id);
    const numbers = there.received.map(({ text }) => JSON.parse(text).number);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, number) => number));
    expect(together).toBe(1);
  });

  it('gets what comes after an event that failed, and that one later', async () => {
    const tomo = await begin();
    let isPast = false;
    const there = await receiver((request, response) => {
      const { number } = JSON.parse(request.text);
      isPast ||= number === 2;
      response.writeHead(number === 0 && !isPast ? 500 : 200).end();
    });
    const id = await tomo.register(there.url);
    for (const number of [0, 1, 2]) await tomo.tell({ number });
    expect((await tomo.settled(id)).map(({ state }) => state)).toEqual([
      'delivered',
      'delivered',
      'delivered',
    ]);
    const numbers = there.received.map(({ text }) => JSON.parse(text).number);
    expect(numbers.indexOf(1)).toBeLessThan(numbers.indexOf(2));
    expect(numbers.at(-1)).toBe(0);
  });

  it('on a host that never answers holds up no other host', async () => {
    const tomo = await begin({ attemptMs: 60_000, resolve: loopback });
    const silent = await receiver(() => {});
    for (let at = 0; at < 10; at++) await tomo.register(`${silent.url}/${at}`);
    const there = await receiver();
    const id = await tomo.register(`http://other.test:${there.port}/`);
    for (let at = 0; at < 3; at++) await tomo.tell();
    expect((await tomo.settled(id)).map(({ state }) => state)).toEqual([
      'delivered',
      'delivered',
      'delivered',
    ]);
  });

  it('of an account with very many silent hosts holds up no other account', async () => {
    const tomo = await begin({ attemptMs: 60_000, resolve: loopback });
    const silent = await receiver(() => {});
    const hosts = Array.from({ length: 30 }, (_, at) => `silent${at}.test:${silent.port}`);
    const account = await tomo.newAccount();
    await tomo.allowed.change(hosts);
    for (const host of hosts) await tomo.register(`http://${host}/`, account);
    await tomo.tell({}, account);
    const there = await receiver();
    const id = await tomo.register(there.url);
    await tomo.tell();
    expect(await tomo.settled(id)).toMatchObject([{ state: 'delivered' }]);
  });

  it('that does not want an event, or is paused, is not told; what waits for a paused one waits', async () => {
    const tomo = await begin();
    const there = await receiver();
    const id = await tomo.register(there.url);
    await tomo.webhooks.send({ family: FAMILY, to: tomo.owner, event: 'other', body: {} });
    await tomo.webhooks.send({
      family: 'other',
      to: tomo.owner,
      event: 'something.happened',
      body: {},
    });
    expect(await tomo.deliveriesOf(id)).toEqual([]);
    await tomo.webhooks.update(tomo.owner, FAMILY, id, { active: false });
    await tomo.tell();
    expect(await tomo.deliveriesOf(id)).toEqual([]);
    await tomo.webhooks.update(tomo.owner, FAMILY, id, { active: true });
    await tomo.tell({ text: 'now' });
    await tomo.settled(id);
    expect(there.received.map(({ text }) => JSON.parse(text).text)).toEqual(['now']);
  });
});
