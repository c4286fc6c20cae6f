import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBambisleepPerson } from '../support/bambisleep-person.ts';
import { RoomClient } from '../support/room-client.ts';
import { KEY, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

let tomo: RunningTomo;
let base: string;
let alone: string;

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker'), '--also', 'bambisleep:0'] });
  base = `${tomo.url}/bambisleep`;
  alone = JSON.parse(tomo.firstLine).also[0].url;
});
afterAll(async () => {
  await tomo.stop();
});

const newPerson = () => newBambisleepPerson(tomo);
const error = (code: string) => ({
  type: 'error',
  error: true,
  code,
  message: expect.stringMatching(/\S/),
  details: expect.any(Object),
});

describe('the room', () => {
  it('tells everybody else what somebody says, on every port', async () => {
    const [kim, ada] = [await newPerson(), await newPerson()];
    const [here, there, elsewhere] = await Promise.all([
      RoomClient.open(base, kim.token),
      RoomClient.open(base, ada.token),
      RoomClient.open(alone, KEY),
    ]);
    here.send({ type: 'message', content: 'Hello everyone!' });
    const message = {
      type: 'message',
      id: expect.stringMatching(/^room_/),
      username: kim.name,
      content: 'Hello everyone!',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    };
    expect(await there.next('message')).toEqual(message);
    expect(await elsewhere.next('message')).toEqual(message);
    elsewhere.send({ type: 'message', content: 'Hi there!' });
    expect(await here.next('message')).toMatchObject({ username: 'owner', content: 'Hi there!' });
    // The one who spoke hears that it is kept, and not their own words.
    expect((await here.next('sent')).id).toBe((await there.next('message')).id);
    await here.settled();
    expect(here.of('message')).toHaveLength(1);
    here.send({ type: 'presence' });
    expect((await here.next('presence')).users).toEqual([kim.name, ada.name, 'owner'].sort());
    for (const client of [here, there, elsewhere]) client.socket.close();
  });

  it('shows what was said before, in pages, also after a restart of the client', async () => {
    const { token, name } = await newPerson();
    const first = await RoomClient.open(base, token);
    for (const content of ['One', 'Two', 'Three']) first.send({ type: 'message', content });
    await first.next('sent', 3);
    first.socket.close();
    const second = await RoomClient.open(base, token);
    second.send({ type: 'history', limit: 2 });
    const page = (await second.next('history')) as { messages?: { id: string; content: string }[] } & object;
    expect(page).toMatchObject({
      hasMore: true,
      messages: [
        { username: name, content: 'Two' },
        { username: name, content: 'Three' },
      ],
    });
    second.send({ type: 'history', limit: 1, before: page.messages?.[0]?.id });
    expect(await second.next('history', 2)).toMatchObject({ messages: [{ content: 'One' }] });
    second.send({ type: 'history', before: 'room_none' });
    expect(await second.next('error')).toEqual(error('NOT_FOUND'));
    second.socket.close();
  });

  it('tells what is wrong with a frame, and goes on', async () => {
    const client = await RoomClient.open(base, KEY);
    client.socket.send('{');
    client.socket.send(Buffer.from('{"type":"ping"}'));
    client.send(
      { type: 'dance' },
      [],
      { type: 'message' },
      { type: 'message', content: 7 },
      { type: 'message', content: ' ' },
      { type: 'message', content: 'x'.repeat(2_001) },
      { type: 'history', limit: 51 },
      { type: 'history', limit: 0 },
    );
    await client.settled();
    const errors = client.of('error');
    expect(errors).toEqual(Array.from({ length: 10 }, () => error('INVALID_REQUEST')));
    client.send({ type: 'auth', token: KEY });
    expect(await client.next('error', 11)).toEqual(error('CONFLICT'));
    client.send({ type: 'message', content: 'Still here' });
    await client.next('sent');
    client.socket.close();
  });

  it('lets an account say sixty things a minute, and the owner more', async () => {
    const { token } = await newPerson();
    const [client, owner] = [await RoomClient.open(base, token), await RoomClient.open(base, KEY)];
    for (let at = 0; at < 62; at++) {
      for (const one of [client, owner]) {
        one.send({ type: 'message', content: `Number ${at}` });
        await one.settled();
      }
    }
    expect([client.of('sent').length, owner.of('sent').length]).toEqual([60, 62]);
    expect(client.of('error')).toEqual([error('RATE_LIMITED'), error('RATE_LIMITED')]);
    expect(client.of('error')[0]?.details).toEqual({ retryAfterSeconds: expect.any(Number) });
    for (const one of [client, owner]) one.socket.close();
  });

  it('handles no flood at once', async () => {
    const client = await RoomClient.open(base, KEY);
    client.send(...Array.from({ length: 500 }, () => ({ type: 'message', content: 'Flood' })));
    await expect.poll(() => client.of('sent').length + client.of('error').length).toBe(500);
    expect(client.of('sent').length).toBeGreaterThanOrEqual(32);
    expect(client.of('error')).toContainEqual(error('RATE_LIMITED'));
    client.socket.close();
  });

  it('lets go of whoever does not read, and goes on with the others', async () => {
    const filler = await RoomClient.open(base, KEY);
    for (let at = 1; at <= 50; at++) {
      filler.send({ type: 'message', content: '猫'.repeat(2_000) });
      await filler.next('sent', at);
    }
    filler.socket.close();
    const [kim, ada] = [await newPerson(), await newPerson()];
    const [watcher, listener] = [
      await RoomClient.open(base, kim.token),
      await RoomClient.open(base, ada.token),
    ];
    const deaf = await RoomClient.open(base, KEY);
    const closed = deaf.closed();
    deaf.socket.pause();
    let asked = 0;
    let looks = 0;
    const present = async () => {
      // Each is answered with 300 kB; the system's own buffers hold some of them.
      deaf.send(...Array.from({ length: 32 }, () => ({ type: 'history', limit: 50 })));
      asked += 32;
      watcher.send({ type: 'presence' });
      return (await watcher.next('presence', ++looks)).users;
    };
    await expect.poll(present, { timeout: 30_000, interval: 600 }).toEqual([kim.name, ada.name].sort());
    watcher.send({ type: 'message', content: 'Is anybody here?' });
    expect(await listener.next('message')).toMatchObject({ content: 'Is anybody here?' });
    deaf.socket.resume();
    await closed;
    expect(deaf.of('history').length).toBeLessThan(asked);
    for (const one of [watcher, listener]) one.socket.close();
  });
});

describe('whoever comes in', () => {
  it('is let go when they do not say who they are, and hears nothing until then', async () => {
    const silent = new RoomClient(base);
    await once(silent.socket, 'open');
    const speaker = await RoomClient.open(base, KEY);
    silent.send({ type: 'message', content: 'Let me in' }, { type: 'history' }, { type: 'presence' });
    speaker.send({ type: 'message', content: 'A secret' });
    await speaker.next('sent');
    expect(await silent.closed()).toBe(4401);
    expect(silent.frames).toEqual(Array.from({ length: 3 }, () => error('UNAUTHORIZED')));
    speaker.socket.close();
  });

  it('is refused with a wrong token', async () => {
    const client = new RoomClient(base);
    await once(client.socket, 'open');
    client.send({ type: 'auth', token: 'wrong' }, { type: 'message', content: 'Hello' });
    expect(await client.closed()).toBe(4401);
    expect(client.frames[0]).toEqual(error('UNAUTHORIZED'));
    expect(client.of('sent')).toEqual([]);
  });

  it('may come with the session cookie, and say so again', async () => {
    const { cookie, name, token } = await newPerson();
    const client = new RoomClient(base, { cookie, origin: tomo.url });
    expect(await client.next('auth_ok')).toMatchObject({ user: { username: name } });
    client.send({ type: 'auth', token });
    await client.next('auth_ok', 2);
    client.send({ type: 'presence' });
    expect((await client.next('presence')).users).toEqual([name]);
    client.socket.close();
  });

  it('with the cookie from a page of another origin does not come in', async () => {
    const { cookie } = await newPerson();
    for (const origin of ['https://evil.example', 'http://127.0.0.1:1', 'null']) {
      const client = new RoomClient(base, { cookie, origin });
      const [, response] = (await once(client.socket, 'unexpected-response')) as [
        unknown,
        { statusCode: number },
      ];
      expect([origin, response.statusCode]).toEqual([origin, 403]);
      client.socket.terminate();
    }
  });

  it('with a cookie that has ended may still sign in with a token', async () => {
    const [kim, ada] = [await newPerson(), await newPerson()];
    await kim.call('POST', '/auth/logout');
    const client = new RoomClient(base, { cookie: kim.cookie });
    await once(client.socket, 'open');
    client.send({ type: 'auth', token: ada.token });
    expect(await client.next('auth_ok')).toMatchObject({ user: { username: ada.name } });
    client.socket.close();
  });

  it('with a key that may only read hears, and says nothing; one that may not read stays outside', async () => {
    const key = async (scope: string) =>
      (await tomo.call('POST', '/v1/api-keys', { name: 'x', scopes: [scope] })).body.key;
    const reader = await RoomClient.open(base, await key('read'));
    reader.send({ type: 'message', content: 'Hello' }, { type: 'history', limit: 1 });
    expect(await reader.next('error')).toEqual(error('FORBIDDEN'));
    await reader.next('history');
    reader.socket.close();
    const writer = new RoomClient(base);
    await once(writer.socket, 'open');
    writer.send({ type: 'auth', token: await key('write') });
    expect(await writer.closed()).toBe(4401);
    expect(writer.frames[0]).toEqual(error('FORBIDDEN'));
  });

  it('leaves when what they signed in with ends', async () => {
    const [kim, ada] = [await newPerson(), await newPerson()];
    const made = await tomo.call('POST', '/v1/api-keys', { name: 'x', scopes: ['read', 'chat'] });
    const clients = [
      await RoomClient.open(base, kim.token),
      await RoomClient.open(base, ada.token),
      await RoomClient.open(base, made.body.key),
    ];
    const closed = Promise.all(clients.map((client) => client.closed()));
    await kim.call('POST', '/auth/logout');
    await tomo.call('DELETE', `/v1/accounts/${ada.id}`);
    await tomo.call('DELETE', `/v1/api-keys/${made.body.id}`);
    expect(await closed).toEqual([4401, 4401, 4401]);
  });

  it('and asks in plain HTTP is told what it is', async () => {
    const answer = await fetch(`${base}/ws/chat`);
    expect([answer.status, answer.headers.get('upgrade')]).toEqual([426, 'websocket']);
    expect(await answer.json()).toMatchObject({ error: true, code: 'UPGRADE_REQUIRED' });
  });
});
