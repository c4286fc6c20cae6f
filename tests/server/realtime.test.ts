import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeWav } from '../../src/main/domain/voice/wav.ts';
import type { ServerFrame } from '../../src/shared/realtime.ts';
import { TALKER_TEXT } from '../support/make-models.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { rootMeanSquare } from '../support/root-mean-square.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests('talker');

const say = (id: string, content = 'Hello') =>
  tomo.call('POST', `/v1/conversations/${id}/messages`, { content });

describe('the WebSocket', () => {
  let id: string;
  let speaking: RealtimeProbe;
  let reading: RealtimeProbe;

  beforeAll(async () => {
    id = await tomo.newConversation();
    speaking = await RealtimeProbe.open(tomo.url, [id]);
    reading = await RealtimeProbe.open(tomo.url);
    await say(id, 'Hello');
    await Promise.all([speaking.next('message_complete'), reading.next('message_complete')]);
  });
  afterAll(() => {
    speaking.close();
    reading.close();
  });

  it('sends the frames of a message in their order', () => {
    const types = speaking.frames
      .map(({ type }) => type)
      .filter((type) => type !== 'pong' && type !== 'auth_ok');
    expect(types[0]).toBe('message_received');
    expect(types.at(-1)).toBe('message_complete');
    expect(new Set(types.slice(1, -1))).toEqual(new Set(['message_chunk', 'speech_chunk']));
    const ids = new Set(speaking.of('message_chunk').map(({ message_id }) => message_id));
    expect([...ids]).toEqual([speaking.of('message_complete')[0]?.message_id]);
  });

  it('sends chunks that joined are the message; the last one, and only it, is final', async () => {
    for (const probe of [speaking, reading]) {
      const chunks = probe.of('message_chunk');
      expect(chunks.map(({ content }) => content).join('')).toBe(TALKER_TEXT);
      expect(chunks.map(({ is_final }) => is_final)).toEqual(
        chunks.map((_, index) => index === chunks.length - 1),
      );
    }
    const complete = speaking.of('message_complete')[0];
    const stored = (await tomo.call('GET', `/v1/conversations/${id}`)).body.messages[1];
    expect(complete).toMatchObject({ content: TALKER_TEXT, emotion: 'happy', animation_triggers: ['wave'] });
    expect(stored).toMatchObject({ id: complete?.message_id, content: TALKER_TEXT, emotion: 'happy' });
  });

  it('counts the tokens', () => {
    const usage = speaking.of('message_complete')[0]?.usage;
    expect(usage?.prompt_tokens).toBeGreaterThan(10);
    expect(usage?.completion_tokens).toBeGreaterThan(5);
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
  });

  it('sends speech clause by clause: numbered, whole, the last one final', () => {
    const chunks = speaking.of('speech_chunk');
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.map(({ index }) => index)).toEqual(chunks.map((_, index) => index));
    expect(chunks.map(({ text }) => text).join('')).toBe(TALKER_TEXT);
    expect(chunks.map(({ is_final }) => is_final)).toEqual(
      chunks.map((_, index) => index === chunks.length - 1),
    );
    expect(chunks[0]?.emotion).toBe('happy');
    expect(chunks.flatMap(({ gestures }) => gestures.map(({ name }) => name))).toEqual(['wave']);
  });

  it('sends sound that is not silent, with mouth shapes inside it', () => {
    const heard = speaking.of('speech_chunk').filter(({ audio }) => audio.data !== '');
    expect(heard.length).toBeGreaterThan(1);
    for (const { audio, duration_ms, visemes } of heard) {
      const { samples, sampleRateHz } = decodeWav(Buffer.from(audio.data, 'base64'));
      expect(sampleRateHz).toBe(audio.sample_rate);
      expect(rootMeanSquare(samples)).toBeGreaterThan(300);
      expect(duration_ms).toBeCloseTo((samples.length / sampleRateHz) * 1000, 3);
      expect(visemes.some(({ v, w }) => v !== 'sil' && w > 0.2)).toBe(true);
      for (const { t, d, w } of visemes) {
        expect(t).toBeGreaterThanOrEqual(0);
        expect(t + d).toBeLessThanOrEqual(duration_ms + 1e-6);
        expect(w).toBeGreaterThanOrEqual(0);
        expect(w).toBeLessThanOrEqual(1);
      }
    }
  });

  it('sends no speech to who did not ask for it', async () => {
    expect(reading.of('speech_chunk')).toEqual([]);
    const mute = await RealtimeProbe.open(tomo.url, [id], false);
    const other = await RealtimeProbe.open(tomo.url, [await tomo.newConversation()]);
    await say(id);
    await mute.next('message_complete');
    expect(mute.of('speech_chunk')).toEqual([]);
    await other.ping();
    expect(other.frames.map(({ type }) => type)).toEqual(['auth_ok', 'pong', 'pong']);
    mute.close();
    other.close();
  });

  it('takes a message as POST does, and two listeners get the same', async () => {
    const twin = await RealtimeProbe.open(tomo.url, [id]);
    // What was said before may have come to the others already, but not yet to this one.
    await speaking.ping();
    const before = speaking.frames.length;
    const from = twin.frames.length;
    twin.send({ type: 'message', conversation_id: id, content: 'Hello again' });
    const done = speaking.of('message_complete').length + 1;
    await Promise.all([twin.next('message_complete'), speaking.next('message_complete', done)]);
    const comparable = (frames: readonly ServerFrame[]) =>
      JSON.stringify(frames.filter(({ type }) => type !== 'pong'));
    expect(comparable(twin.frames.slice(from))).toBe(comparable(speaking.frames.slice(before)));
    const { messages } = (await tomo.call('GET', `/v1/conversations/${id}`)).body;
    expect(messages.slice(-2)).toMatchObject([
      { role: 'user', content: 'Hello again' },
      { role: 'assistant', content: TALKER_TEXT },
    ]);
    twin.close();
  });

  it('refuses a message as POST does', async () => {
    const probe = await RealtimeProbe.open(tomo.url, [id]);
    probe.send({ type: 'message', conversation_id: 'conv_none', content: 'Hello' });
    expect(await probe.next('error')).toMatchObject({ code: 'resource_not_found' });
    probe.send({ type: 'message', conversation_id: id, content: '  ' });
    expect(await probe.next('error', 2)).toMatchObject({ code: 'invalid_request' });
    probe.send({ type: 'message', conversation_id: id, content: 'x'.repeat(32_001) });
    expect(await probe.next('error', 3)).toMatchObject({ code: 'payload_too_large' });
    probe.send({ type: 'interrupt', conversation_id: 'conv_none' });
    expect(await probe.next('error', 4)).toMatchObject({ code: 'resource_not_found' });
    probe.close();
  });
});
