import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeWav } from '../../src/main/domain/voice/wav.ts';
import type { ServerFrame } from '../../src/shared/realtime.ts';
import { TALKER_TEXT } from '../support/make-models.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

let tomo: RunningTomo;
let characterId: string;

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
  characterId = (await tomo.call('GET', '/v1/characters')).body.characters[0].id;
});
afterAll(async () => {
  await tomo.stop();
});

async function newConversation(): Promise<string> {
  return (await tomo.call('POST', '/v1/conversations', { character_id: characterId })).body.id;
}

const say = (id: string, content = 'Hello') =>
  tomo.call('POST', `/v1/conversations/${id}/messages`, { content });

function rootMeanSquare(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

describe('a character', () => {
  it('is made, found in the list, and changed field by field', async () => {
    const made = await tomo.call('POST', '/v1/characters', {
      name: ' Ada ',
      system_prompt: 'You are Ada.',
      voice_config: { speed: 1.5, language: 'de' },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'Ada', voice_config: { speed: 1.5, pitch: 1, language: 'de' } });
    expect(made.body.id).toMatch(/^chr_[0-9a-z]{26}$/);

    const changed = await tomo.call('PUT', `/v1/characters/${made.body.id}`, {
      voice_config: { pitch: 0.8 },
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      name: 'Ada',
      system_prompt: 'You are Ada.',
      voice_config: { speed: 1.5, pitch: 0.8, language: 'de' },
    });
    expect((await tomo.call('GET', `/v1/characters/${made.body.id}`)).body).toEqual({
      ...changed.body,
      vrm_model: expect.any(Object),
    });
  });

  it('keeps a VRM model that does not exist yet, and a warning says so', async () => {
    const { status, body } = await tomo.call('POST', '/v1/characters', {
      name: 'Bo',
      vrm_model_id: 'model_123',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ vrm_model_id: 'model_123', vrm_model: { id: 'vrm_tomo' } });
    expect(body.warnings).toEqual([expect.stringContaining('model_123')]);
    const without = await tomo.call('PUT', `/v1/characters/${body.id}`, { vrm_model_id: null });
    expect(without.body.vrm_model_id).toBeNull();
    expect(without.body.warnings).toBeUndefined();
  });

  it('is listed in pages that together hold each one once', async () => {
    for (const name of ['C', 'D', 'E']) await tomo.call('POST', '/v1/characters', { name });
    const first = (await tomo.call('GET', '/v1/characters?limit=2')).body;
    const pages = [first];
    for (let page = 2; page <= first.pagination.pages; page++) {
      pages.push((await tomo.call('GET', `/v1/characters?limit=2&page=${page}`)).body);
    }
    const ids = pages.flatMap(({ characters }) => characters.map(({ id }: { id: string }) => id));
    expect(ids).toHaveLength(first.pagination.total);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await tomo.call('GET', '/v1/characters?page=999')).body.characters).toEqual([]);
  });
});

describe('a conversation', () => {
  it('that begins with a message has the answer already', async () => {
    const { status, body } = await tomo.call('POST', '/v1/conversations', {
      character_id: characterId,
      initial_message: 'Hello',
    });
    expect(status).toBe(201);
    expect(body.messages).toMatchObject([
      { role: 'user', content: 'Hello' },
      {
        role: 'assistant',
        content: TALKER_TEXT,
        emotion: 'happy',
        animation_triggers: ['wave'],
        state: 'complete',
      },
    ]);
    expect((await tomo.call('GET', `/v1/conversations/${body.id}`)).body.messages).toHaveLength(2);
  });

  it('keeps every character of a message as it was written', async () => {
    const id = await newConversation();
    const content = ' \u0000 zero 日本語 🦊👩‍👩‍👧 \u202e [happy] <script> "\' \\ \n\t\u0007 ';
    const sent = await say(id, content);
    expect(sent.status).toBe(200);
    expect((await tomo.call('GET', `/v1/conversations/${id}`)).body.messages[0].content).toBe(content);
  });

  it('answers a message with half a surrogate pair', async () => {
    const id = await newConversation();
    const probe = await RealtimeProbe.open(tomo.url, [id], false);
    expect((await say(id, 'x\ud800y')).status).toBe(200);
    expect(await probe.next('message_complete')).toMatchObject({ content: TALKER_TEXT });
    probe.close();
  });

  it('is listed by its last activity', async () => {
    const older = await newConversation();
    const newer = await newConversation();
    const probe = await RealtimeProbe.open(tomo.url, [older], false);
    await say(older);
    await probe.next('message_complete');
    probe.close();
    const { conversations } = (await tomo.call('GET', '/v1/conversations?limit=100')).body;
    const ids = conversations.map(({ id }: { id: string }) => id);
    expect(ids.indexOf(older)).toBeLessThan(ids.indexOf(newer));
  });

  it('is gone with its messages and their sound when it is deleted', async () => {
    const { body } = await tomo.call('POST', '/v1/conversations', {
      character_id: characterId,
      initial_message: 'Hello',
    });
    const answer = body.messages[1];
    expect((await fetch(answer.audio_url)).status).toBe(200);
    const files = () => readdir(join(tomo.dataDirectory, 'audio'));
    expect(await files()).toContain(`${answer.id}.wav`);

    expect((await tomo.call('DELETE', `/v1/conversations/${body.id}`)).status).toBe(204);
    expect(await files()).not.toContain(`${answer.id}.wav`);
    expect((await fetch(answer.audio_url)).status).toBe(404);
    expect((await tomo.call('GET', `/v1/conversations/${body.id}`)).status).toBe(404);
    expect((await say(body.id)).status).toBe(404);
  });

  it('that is deleted while messages come in leaves no failure behind', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await newConversation();
      const probe = await RealtimeProbe.open(tomo.url, [id], false);
      const answers = await Promise.all([
        say(id),
        say(id),
        tomo.call('DELETE', `/v1/conversations/${id}`),
        say(id),
        say(id),
      ]);
      expect(answers[2].status).toBe(204);
      for (const { status } of answers) expect([200, 204, 404]).toContain(status);
      probe.send({ type: 'ping' });
      await probe.next('pong', 2);
      expect(probe.of('error').filter(({ code }) => code === 'internal_server_error')).toEqual([]);
      probe.close();
    }
    expect(tomo.log()).not.toContain('FOREIGN KEY');
  });
});

describe('the WebSocket', () => {
  let id: string;
  let speaking: RealtimeProbe;
  let reading: RealtimeProbe;

  beforeAll(async () => {
    id = await newConversation();
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
    const other = await RealtimeProbe.open(tomo.url, [await newConversation()]);
    await say(id);
    await mute.next('message_complete');
    expect(mute.of('speech_chunk')).toEqual([]);
    other.send({ type: 'ping' });
    await other.next('pong', 2);
    expect(other.frames.map(({ type }) => type)).toEqual(['auth_ok', 'pong', 'pong']);
    mute.close();
    other.close();
  });

  it('takes a message as POST does, and two listeners get the same', async () => {
    const twin = await RealtimeProbe.open(tomo.url, [id]);
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

describe('the sound of an answer', () => {
  let url: string;
  let whole: Buffer;

  beforeAll(async () => {
    const { body } = await tomo.call('POST', '/v1/conversations', {
      character_id: characterId,
      initial_message: 'Hello',
    });
    url = body.messages[1].audio_url;
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    whole = Buffer.from(await answer.arrayBuffer());
  });

  const part = (range: string) => fetch(url, { headers: { range } });

  it('is a WAV file that can be heard, and is the same the second time', async () => {
    expect(rootMeanSquare(decodeWav(whole).samples)).toBeGreaterThan(300);
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(whole)).toBe(true);
  });

  it.each([
    ['bytes=0-99', 0, 100],
    ['bytes=100-299', 100, 300],
    ['bytes=1000-', 1000, undefined],
    ['bytes=-500', -500, undefined],
    ['bytes=0-999999999', 0, undefined],
  ])('comes in parts: %s', async (range, start, end) => {
    const answer = await part(range);
    expect(answer.status).toBe(206);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.equals(whole.subarray(start, end))).toBe(true);
    expect(answer.headers.get('content-range')).toMatch(new RegExp(`^bytes \\d+-\\d+/${whole.length}$`));
  });

  it('has no part behind its end', async () => {
    const answer = await part(`bytes=${whole.length}-`);
    expect(answer.status).toBe(416);
    expect(await answer.json()).toMatchObject({ error: { code: expect.any(String), details: {} } });
  });

  it('is refused without a valid signature or key', async () => {
    const { origin, pathname, searchParams } = new URL(url);
    const expires = Number(searchParams.get('expires'));
    const signature = searchParams.get('signature') ?? '';
    const other = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    for (const query of [
      '',
      `?expires=${expires}`,
      `?expires=${expires}&signature=`,
      `?expires=${expires}&signature=${other}`,
      `?expires=${expires + 1}&signature=${signature}`,
      `?expires=1&signature=${signature}`,
      `?expires=Infinity&signature=${signature}`,
    ]) {
      expect((await fetch(origin + pathname + query)).status).toBe(401);
    }
    expect((await tomo.call('GET', pathname)).status).toBe(200);
  });

  it('has a signature that opens nothing else', async () => {
    const { origin, pathname, search } = new URL(url);
    for (const path of [
      pathname.replace(/\w\/audio$/, '!/audio'),
      '/v1/vrm-models/vrm_tomo/file',
      '/v1/characters',
      '/v1/settings',
    ]) {
      expect((await fetch(origin + path + search)).ok).toBe(false);
    }
    expect((await fetch(url, { method: 'POST' })).status).toBeGreaterThanOrEqual(400);
  });
});
