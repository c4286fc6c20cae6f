import { beforeAll, describe, expect, it } from 'vitest';
import { decodeWav } from '../../src/main/domain/voice/wav.ts';
import { ANSWER, chattrForTests, expectRefused } from '../support/chattr.ts';

const chattr = chattrForTests();
const { call, newAccount, say } = chattr;

describe('a message', () => {
  it('begins a session that is new, and goes on in it', async () => {
    const first = await say('One', { session_id: 'counting' });
    expect(first.body).toMatchObject({ response: ANSWER, character_id: 'assistant', session_id: 'counting' });
    await say('Two', { session_id: 'counting' });
    expect(chattr.model.lastTurns().slice(1)).toEqual([
      { role: 'user', content: 'One' },
      { role: 'assistant', content: `[happy] ${ANSWER}` },
      { role: 'user', content: 'Two' },
    ]);
  });

  it('without a session makes one, whose id goes on', async () => {
    const { session_id } = (await say('One', { session_id: null })).body;
    expect(session_id).toMatch(/\S/);
    expect((await say('One')).body.session_id).not.toBe(session_id);
    await say('Two', { session_id });
    expect(chattr.model.lastTurns().at(1)?.content).toBe('One');
  });

  it('tells the model what the user is called', async () => {
    await say('Who am I?', { context: { user_name: 'Alice', conversation_history: true } });
    expect(JSON.stringify(chattr.model.lastTurns())).toContain("The user's name is Alice.");
    await say('Who am I?', { context: {} });
    expect(JSON.stringify(chattr.model.lastTurns())).not.toContain("The user's name");
  });

  it('is answered without what was said before where that is asked for', async () => {
    const session_id = 'without-history';
    await say('A secret', { session_id });
    await say('What did I say?', { session_id, context: { conversation_history: false } });
    expect(chattr.model.lastTurns().slice(1)).toEqual([{ role: 'user', content: 'What did I say?' }]);
    expect((await call('GET', `/chat/history/${session_id}`)).body.total_count).toBe(4);
  });

  it('counts tokens, and makes no confidence up where the model does not tell it', async () => {
    const { metadata } = (await say('How sure are you?')).body;
    expect(metadata.tokens_used).toBe(36);
    expect(metadata.response_time_ms).toBeGreaterThanOrEqual(0);
    expect(metadata).not.toHaveProperty('confidence');
  });

  it('comes with its sound as WAV, at an address that needs no key', async () => {
    const { audio_url } = (await say('Say it')).body.media;
    expect(audio_url).toMatch(new RegExp(`^${chattr.tomo.url}/chattr/assets/audio/msg_\\w+\\.wav\\?`));
    const sound = await fetch(audio_url);
    expect(sound.headers.get('content-type')).toBe('audio/wav');
    const { samples, sampleRateHz } = decodeWav(Buffer.from(await sound.arrayBuffer()));
    expect(samples.length / sampleRateHz).toBeGreaterThan(0.5);
    expect((await fetch(audio_url.replace(/signature=..../, 'signature=AAAA'))).status).toBe(401);
    expect((await fetch(audio_url.split('?')[0] ?? '')).status).toBe(401);
  });

  it('is one session for two who begin it at once', async () => {
    const said = ['Hurry A', 'Hurry B', 'Hurry C'].map((text) => say(text, { session_id: 'at-once' }));
    for (const { status } of await Promise.all(said)) expect(status).toBe(200);
    const { body } = await call('GET', '/chat/history/at-once');
    expect(body.total_count).toBe(6);
    const native = await chattr.tomo.call('GET', '/v1/conversations?limit=100&search=Hurry');
    expect(native.body.conversations).toHaveLength(1);
  });

  it('is refused when it is empty or no character has that name', async () => {
    expectRefused(await say('  '), 400, 'INVALID_REQUEST');
    expectRefused(await say('Hello', { character_id: 'nobody' }), 404, 'NOT_FOUND');
    expectRefused(await say('Hello', { session_id: '' }), 400, 'INVALID_REQUEST');
    expectRefused(await call('POST', '/chat/message', { text: 'Hello' }), 400, 'INVALID_REQUEST');
  });
});

describe('the history of a session', () => {
  const session_id = 'long-talk';

  beforeAll(async () => {
    for (const text of ['1', '2', '3']) await say(text, { session_id });
    await say('Write', { session_id, character_id: 'creative' });
  });

  it('is read in pages, oldest first', async () => {
    const page = async (query: string) => (await call('GET', `/chat/history/${session_id}${query}`)).body;
    const all = await page('');
    expect(all).toMatchObject({ session_id, total_count: 8, has_more: false });
    expect(all.messages.map(({ role }: { role: string }) => role)).toEqual(
      Array.from({ length: 4 }, () => ['user', 'assistant']).flat(),
    );
    const pages = [await page('?limit=3'), await page('?limit=3&offset=3'), await page('?limit=3&offset=6')];
    expect(pages.map(({ has_more }) => has_more)).toEqual([true, true, false]);
    const ids = (body: { messages: { id: string }[] }) => body.messages.map(({ id }) => id);
    expect(pages.flatMap(ids)).toEqual(ids(all));
    expect(await page('?offset=99')).toMatchObject({ messages: [], total_count: 8, has_more: false });
    expectRefused(await call('GET', `/chat/history/${session_id}?limit=0`), 400, 'INVALID_REQUEST');
  });

  it('holds what was said to each character', async () => {
    const { messages } = (await call('GET', `/chat/history/${session_id}`)).body;
    expect(messages.at(-1)).toMatchObject({ character_id: 'creative', content: ANSWER });
    expect(messages.at(-1).media.audio_url).toMatch(/\.wav\?/);
    expect(messages.at(0)).toMatchObject({ character_id: 'assistant', content: '1' });
    expect(messages.at(0)).not.toHaveProperty('media');
  });

  it('is the account’s own', async () => {
    const other = await newAccount('history');
    expectRefused(await call('GET', `/chat/history/${session_id}`, undefined, other), 404, 'NOT_FOUND');
    expectRefused(await call('DELETE', `/chat/history/${session_id}`, undefined, other), 404, 'NOT_FOUND');
    const theirs = await call('POST', '/chat/message', { message: 'Mine', session_id }, other);
    expect(theirs.status).toBe(200);
    expect((await call('GET', `/chat/history/${session_id}`, undefined, other)).body.total_count).toBe(2);
  });

  it('is there in the native API too, and a native conversation is a session here', async () => {
    const { characters } = (await chattr.tomo.call('GET', '/v1/characters?owner=me&limit=100')).body;
    const native = characters.find(({ name }: { name: string }) => name === 'Tomo');
    const began = await chattr.tomo.call('POST', '/v1/conversations', { character_id: native.id });
    await say('From the other side', { session_id: began.body.id, character_id: native.id });
    const { messages } = (await chattr.tomo.call('GET', `/v1/conversations/${began.body.id}`)).body;
    expect(messages.map(({ content }: { content: string }) => content)).toEqual([
      'From the other side',
      ANSWER,
    ]);
  });

  it('is empty after it was cleared, and its sounds are gone', async () => {
    const before = (await call('GET', `/chat/history/${session_id}`)).body;
    const sound = before.messages.at(-1).media.audio_url;
    expect((await fetch(sound)).status).toBe(200);
    expect((await call('DELETE', `/chat/history/${session_id}`)).body).toMatchObject({ session_id });
    const after = (await call('GET', `/chat/history/${session_id}`)).body;
    expect(after).toEqual({ session_id, messages: [], total_count: 0, has_more: false });
    expect((await fetch(sound)).status).toBe(404);
    await say('Anew', { session_id });
    expect(chattr.model.lastTurns().slice(1)).toEqual([{ role: 'user', content: 'Anew' }]);
    expectRefused(await call('GET', '/chat/history/never-begun'), 404, 'NOT_FOUND');
  });
});

describe('a character', () => {
  it('is changed, and answers by it from then on, in the native API as well', async () => {
    const changes = {
      personality: 'Grumpy, but fair',
      configuration: { temperature: 1.1, max_tokens: 77, system_prompt: 'You are Marvin.' },
    };
    const changed = await call('PUT', '/characters/creative', changes);
    expect(changed.body).toMatchObject({ id: 'creative', name: 'Creative Writer', ...changes });
    await say('Hello', { character_id: 'creative' });
    expect(chattr.model.lastRequest()).toMatchObject({ temperature: 1.1, max_tokens: 77 });
    expect(chattr.model.lastTurns()[0]?.content).toMatch(
      /^You are Marvin\.\n\nYour personality: Grumpy, but fair/,
    );
    await call('PUT', '/characters/creative', { configuration: { max_tokens: 100 } });
    const { body } = await call('GET', '/characters/creative');
    expect(body.configuration).toEqual({ ...changes.configuration, max_tokens: 100 });
    const native = (await chattr.tomo.call('GET', '/v1/characters?owner=me')).body.characters;
    expect(native).toContainEqual(
      expect.objectContaining({ name: 'Creative Writer', system_prompt: 'You are Marvin.' }),
    );
  });

  it('that was made in the native API is spoken to here', async () => {
    const made = await chattr.tomo.call('POST', '/v1/characters', {
      name: 'Ada',
      system_prompt: 'You are Ada.',
    });
    expect((await say('Hello', { character_id: made.body.id })).body.character_id).toBe(made.body.id);
    const { characters } = (await call('GET', '/characters')).body;
    expect(characters).toContainEqual(expect.objectContaining({ id: made.body.id, name: 'Ada' }));
    await chattr.tomo.call('POST', `/v1/characters/${made.body.id}/archive`);
    expectRefused(await say('Hello', { character_id: made.body.id }), 409, 'CONFLICT');
  });

  it('counts its conversations and ratings', async () => {
    const made = (await chattr.tomo.call('POST', '/v1/characters', { name: 'Bo' })).body.id;
    const first = (await say('Hello', { character_id: made })).body;
    await say('Hello', { character_id: made });
    await chattr.tomo.call('POST', `/v1/messages/${first.message_id}/rating`, { rating: 4 });
    const { statistics } = (await call('GET', `/characters/${made}`)).body;
    expect(statistics).toMatchObject({ total_conversations: 2, average_rating: 4 });
    const { characters } = (await call('GET', '/metrics')).body;
    expect(characters[made]).toEqual({ conversations_today: 2, average_rating: 4 });
  });

  it('has a picture', async () => {
    const { avatar_url } = (await call('GET', '/characters/assistant')).body;
    const picture = await fetch(avatar_url);
    expect(picture.headers.get('content-type')).toMatch(/^image\/(png|jpeg)$/);
  });

  it.each([
    { name: '' },
    { configuration: { temperature: 9 } },
    { configuration: { max_tokens: 0 } },
    { personality: 7 },
  ])('refuses %j', async (changes) => {
    expectRefused(await call('PUT', '/characters/assistant', changes), 400, 'INVALID_REQUEST');
  });
});

describe('a voice', () => {
  const speak = async (voice_settings: object, text = 'Hello, this will be converted to speech.') => {
    const { body } = await call('POST', '/media/voice', { text, character_id: 'assistant', voice_settings });
    const wav = Buffer.from(await (await fetch(body.audio_url)).arrayBuffer());
    return { body, wav, sound: decodeWav(wav) };
  };

  it('tells the size and duration of its file', async () => {
    const { body, wav, sound } = await speak({ speed: 1, pitch: 1, emotion: 'neutral' });
    expect(body).toMatchObject({ format: 'wav', file_size_bytes: wav.byteLength });
    expect(body.duration_seconds).toBeCloseTo(sound.samples.length / sound.sampleRateHz, 2);
    const status = (await call('GET', `/media/status/${body.request_id}`)).body;
    expect(status).toMatchObject({
      request_id: body.request_id,
      status: 'completed',
      progress: 100,
      media_type: 'voice',
      result: { duration_seconds: body.duration_seconds },
    });
  });

  it('is faster, higher, and moved by what it feels', async () => {
    const plain = await speak({});
    expect((await speak({ speed: 2 })).body.duration_seconds).toBeLessThan(
      plain.body.duration_seconds * 0.75,
    );
    expect((await speak({ speed: 0.5 })).body.duration_seconds).toBeGreaterThan(
      plain.body.duration_seconds * 1.4,
    );
    expect((await speak({ emotion: 'sad' })).body.duration_seconds).toBeGreaterThan(
      plain.body.duration_seconds * 1.05,
    );
    expect((await speak({ pitch: 1.8 })).wav.equals(plain.wav)).toBe(false);
  });

  it('says that it does not know a feeling, and speaks all the same', async () => {
    const { body, sound } = await speak({ emotion: 'metaphysical' });
    expect(body.warnings).toEqual([expect.stringContaining('neutral')]);
    expect(sound.samples.length).toBeGreaterThan(0);
  });

  it('is the account’s own', async () => {
    const { body } = await speak({});
    const other = await newAccount('voice');
    expectRefused(await call('GET', `/media/status/${body.request_id}`, undefined, other), 404, 'NOT_FOUND');
    const path = new URL(body.audio_url).pathname;
    expect((await chattr.tomo.call('GET', path, undefined, other)).status).toBe(404);
    expect((await chattr.tomo.call('GET', path)).status).toBe(200);
  });

  it('refuses what it cannot do', async () => {
    const refused = (body: object) => call('POST', '/media/voice', body);
    expectRefused(await refused({ text: '' }), 400, 'INVALID_REQUEST');
    expectRefused(await refused({ text: 'x', voice_settings: { speed: 9 } }), 400, 'INVALID_REQUEST');
    expectRefused(await refused({ text: 'x', character_id: 'nobody' }), 404, 'NOT_FOUND');
    expectRefused(await call('GET', '/media/status/med_none'), 404, 'NOT_FOUND');
  });
});
