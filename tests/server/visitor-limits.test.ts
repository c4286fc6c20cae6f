import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal } from '../support/expect-refusal.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';
import { openVisitorSocket, publishNew, visit } from '../support/visitor.ts';

const tomo = tomoForTests('talker');

describe('limits of visitors', () => {
  it('refuse messages that are long, empty, too large or of the wrong form', async () => {
    const visitor = await visit(tomo, (await publishNew(tomo)).id);
    expectRefusal(await visitor.say('x'.repeat(1_001)), 413, 'payload_too_large');
    expectRefusal(await visitor.say('   '), 400, 'invalid_request');
    expectRefusal(await visitor.say('x'.repeat(20_000)), 413, 'payload_too_large');
    expectRefusal(await visitor.say('Hi', { when_busy: 'queue' }), 400, 'invalid_request');
    const probe = await visitor.listen();
    probe.socket.send(JSON.stringify({ type: 'ping', filler: 'x'.repeat(17_000) }));
    expect(await probe.closed()).toBe(1009);
  });

  it('let a visitor say twenty things an hour, and tell when it goes on', async () => {
    const visitor = await visit(tomo, (await publishNew(tomo)).id);
    const probe = await visitor.listen();
    for (let n = 1; n <= 20; n++) {
      expect((await visitor.say(`Number ${n}`)).status).toBe(200);
      await probe.next('message_complete', n);
    }
    const refused = await visitor.say('One more');
    expectRefusal(refused, 429, 'rate_limit_exceeded');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    probe.send({ type: 'message', conversation_id: visitor.conversationId, content: 'This way?' });
    expect((await probe.next('error')).code).toBe('rate_limit_exceeded');
    probe.close();
  });

  it('let so many WebSockets in, and no more', async () => {
    const visitor = await visit(tomo, (await publishNew(tomo)).id);
    const probes = await Promise.all(Array.from({ length: 20 }, () => visitor.listen()));
    const refused = await openVisitorSocket(tomo, visitor.token);
    expect(await refused.closed()).toBe(4429);
    expect(refused.of('error')[0]?.code).toBe('rate_limit_exceeded');
    for (const probe of probes) probe.close();
    await Promise.all(probes.map((probe) => probe.closed()));
    (await visitor.listen()).close();
  });

  it('hold at the WebSocket as at any other: silence and strangers are let go', async () => {
    const silent = new RealtimeProbe(tomo.url, {}, '/public/ws');
    expect(await silent.closed()).toBe(4401);
    const foreign = new RealtimeProbe(tomo.url, { origin: 'https://evil.example' }, '/public/ws');
    await expect(foreign.closed()).rejects.toThrow('403');
    expect(foreign.frames).toEqual([]);
    const { id } = await publishNew(tomo);
    const headers = { origin: 'https://evil.example', authorization: '' };
    const answer = await tomo.call('GET', `/public/characters/${id}`, undefined, headers);
    expectRefusal(answer, 403, 'insufficient_permissions');
  });
});

describe('with an answer that goes on and on', () => {
  let endless: RunningTomo;
  beforeAll(async () => {
    endless = await startTomo({ args: ['--model', testModel('talker-endless')] });
  });
  afterAll(async () => {
    await endless?.stop();
  });

  it('a visitor waits for its end or cuts it off, and visitors wait for the owner', async () => {
    const { id } = await publishNew(endless);
    const visitor = await visit(endless, id);
    const probe = await openVisitorSocket(endless, visitor.token);
    await probe.next('auth_ok');
    await visitor.say('Go on');
    await probe.next('message_chunk');
    const refused = await visitor.say('And now?');
    expectRefusal(refused, 429, 'rate_limit_exceeded');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await visitor.say('Now this', { when_busy: 'interrupt' })).status).toBe(200);
    const cut = await probe.next('message_interrupted');
    await probe.next('message_received', 2);
    expect(cut.message_id).toBe(probe.of('message_chunk')[0]?.message_id);
    await probe.ping();
    probe.send({ type: 'interrupt', conversation_id: visitor.conversationId });
    await probe.next('message_interrupted', 2);

    const conversationId = await endless.newConversation();
    const owner = await RealtimeProbe.open(endless.url, [conversationId], false);
    owner.send({ type: 'message', conversation_id: conversationId, content: 'Mine first' });
    await owner.next('message_chunk');
    const second = await visit(endless, id);
    const waiting = await openVisitorSocket(endless, second.token);
    await waiting.next('auth_ok');
    await second.say('Me too');
    await waiting.next('message_received');
    const before = owner.of('message_chunk').length;
    await owner.next('message_chunk', before + 20);
    await waiting.ping();
    expect(waiting.of('message_chunk')).toEqual([]);
    owner.send({ type: 'interrupt', conversation_id: conversationId });
    await waiting.next('message_chunk');
    for (const open of [probe, owner, waiting]) open.close();
  });
});
