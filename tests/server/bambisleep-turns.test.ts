import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectBambisleepError as expectError, newBambisleepPerson } from '../support/bambisleep-person.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { KEY, type RunningTomo, startTomo, temporaryDirectory } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

const ANSWER = 'Hello there! I am a test model. How are you today?';
let tomo: RunningTomo;
let endless: RunningTomo;

beforeAll(async () => {
  [tomo, endless] = await Promise.all([
    startTomo({ args: ['--model', testModel('talker')] }),
    startTomo({ args: ['--model', testModel('talker-endless')] }),
  ]);
});
afterAll(async () => {
  await Promise.all([tomo.stop(), endless.stop()]);
});

describe('a long conversation', () => {
  it('is kept whole, and is there in every API and after a restart', async () => {
    const person = await newBambisleepPerson(tomo);
    for (let turn = 0; turn < 6; turn++) {
      const { body } = await person.call('POST', '/ai/generate', { prompt: `Turn ${turn}` });
      expect(body.response).toBe(ANSWER);
    }
    const [session] = (await person.call('GET', '/sessions')).body.sessions;
    const said = async () => (await person.call('GET', `/sessions/${session.id}`)).body.messages;
    const before = await said();
    expect(before.map(({ content }: { content: string }) => content)).toEqual(
      Array.from({ length: 6 }, (_, turn) => [`Turn ${turn}`, ANSWER]).flat(),
    );
    const headers = { authorization: `Bearer ${person.token}` };
    const there = await tomo.call('GET', `/chattr/api/v1/chat/history/${session.id}`, undefined, headers);
    expect(there.body.total_count).toBe(12);
    await tomo.stop();
    tomo = await startTomo({ dataDirectory: tomo.dataDirectory, args: ['--model', testModel('talker')] });
    // The session on the server goes on as well.
    const answer = await tomo.call('GET', `/bambisleep/v1/sessions/${session.id}`, undefined, headers);
    expect(answer.body.messages).toEqual(before);
    const profile = await tomo.call('GET', `/bambisleep/v1/profile/${person.name}`, undefined, headers);
    expect(profile.body.xp).toBe(5 + 6 * (2 + 3));
  });

  it('goes on after an answer that was cut off because its reader went away', async () => {
    const leaving = new AbortController();
    const asked = fetch(`${endless.url}/bambisleep/v1/ai/generate`, {
      method: 'POST',
      signal: leaving.signal,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'Go on' }),
    });
    const sessions = async () => (await endless.call('GET', '/bambisleep/v1/sessions')).body.sessions;
    await expect.poll(async () => (await sessions())[0]?.messageCount, { timeout: 30_000 }).toBe(1);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    const [{ id }] = await sessions();
    // The next turn waits until this one has ended; then somebody interrupts it.
    const probe = await RealtimeProbe.open(endless.url, [id], false);
    const next = endless.call('POST', '/bambisleep/v1/ai/generate', { prompt: 'And then?' });
    const received = await probe.next('message_received');
    expect(received).toMatchObject({ content: 'And then?' });
    const isOfNext = (frame: { type: string; reply_to?: string | undefined }) =>
      frame.type === 'message_chunk' && frame.reply_to === received.message_id;
    await expect.poll(() => probe.frames.filter(isOfNext).length, { timeout: 30_000 }).toBeGreaterThan(2);
    probe.send({ type: 'interrupt', conversation_id: id });
    const { status, body } = await next;
    expect([status, body.response]).toEqual([200, expect.stringMatching(/^and on it/)]);
    probe.close();
    const { messages } = (await endless.call('GET', `/bambisleep/v1/sessions/${id}`)).body;
    const questions = messages.filter(({ role }: { role: string }) => role === 'user');
    expect(questions.map(({ content }: { content: string }) => content)).toEqual(['Go on', 'And then?']);
  });
});

describe('without a model', () => {
  it('a failure says so in the platform’s shape, and what was said is kept', async () => {
    const file = `${await temporaryDirectory()}/none.gguf`;
    const broken = await startTomo({ args: ['--model', file] });
    const answer = await broken.call('POST', '/bambisleep/v1/ai/generate', { prompt: 'Hello' });
    expectError(answer, 503, 'SERVICE_UNAVAILABLE');
    expect(answer.body.details).toEqual({ reason: 'model_missing' });
    expect(answer.body.message).not.toContain('/');
    const { sessions } = (await broken.call('GET', '/bambisleep/v1/sessions')).body;
    expect(sessions).toMatchObject([{ messageCount: 1 }]);
    await broken.stop();
  });
});
