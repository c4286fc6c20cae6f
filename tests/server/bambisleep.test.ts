import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeWav } from '../../src/main/domain/voice/wav.ts';
import { expectBambisleepError as expectRefused, newBambisleepPerson } from '../support/bambisleep-person.ts';
import { type RememberingModel, rememberingModel } from '../support/remembering-model.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

const ANSWER = 'Hello from far away!';
let tomo: RunningTomo;
let model: RememberingModel;
let alone: string;

beforeAll(async () => {
  model = await rememberingModel(`[happy] ${ANSWER}`);
  tomo = await startTomo({ args: ['--also', 'bambisleep:0'] });
  alone = JSON.parse(tomo.firstLine).also[0].url;
  const chosen = { model: { provider: 'openai', base_url: model.url, model: 'far-1' } };
  expect((await tomo.call('PUT', '/v1/settings', chosen)).status).toBe(200);
});
afterAll(async () => {
  await tomo.stop();
  model.close();
});

const owner = (method: string, path: string, body?: unknown) =>
  tomo.call(method, `/bambisleep/v1${path}`, body);
const newPerson = () => newBambisleepPerson(tomo);

const promptFor = (message: string) => JSON.stringify(model.turnsFor(message));

describe('an answer', () => {
  it('goes on in the latest session, and begins one where there is none', async () => {
    const { call } = await newPerson();
    const first = await call('POST', '/ai/generate', { prompt: 'One' });
    expect(first.body).toMatchObject({ response: ANSWER, audioUrl: null, triggers: [] });
    const second = await call('POST', '/ai/generate', { prompt: 'Two', settings: { model: 'MODEL_1' } });
    expect(second.body.sessionId).toBe(first.body.sessionId);
    expect(second.body).not.toHaveProperty('warnings');
    expect(model.turnsFor('Two').map(({ content }) => content)).toEqual([
      expect.stringContaining('You are Tomo'),
      'One',
      `[happy] ${ANSWER}`,
      'Two',
    ]);
    const { sessions } = (await call('GET', '/sessions')).body;
    expect(sessions).toMatchObject([{ id: first.body.sessionId, messageCount: 4 }]);
  });

  it('is one session for two who begin it at once', async () => {
    const { call } = await newPerson();
    const said = ['A', 'B', 'C'].map((prompt) => call('POST', '/ai/generate', { prompt }));
    const ids = (await Promise.all(said)).map(({ body }) => body.sessionId);
    expect(new Set(ids).size).toBe(1);
    expect((await call('GET', `/sessions/${ids[0]}`)).body.messages).toHaveLength(6);
  });

  it('goes on in the session, or with the character, that is named', async () => {
    const [one, two] = (await tomo.call('GET', '/v1/characters')).body.characters;
    const begin = async (character_id: string) =>
      (await tomo.call('POST', '/v1/conversations', { character_id })).body.id;
    const [older, newer] = [await begin(one.id), await begin(two.id)];
    const say = async (settings: object) =>
      (await owner('POST', '/ai/generate', { prompt: 'Hello', settings })).body.sessionId;
    expect(await say({ sessionId: older })).toBe(older);
    expect(await say({})).toBe(older);
    expect(await say({ characterId: two.id })).toBe(newer);
    expect(await say({ sessionId: older, characterId: one.id })).toBe(older);
    const wrong = { prompt: 'Hello', settings: { sessionId: older, characterId: two.id } };
    expectRefused(await owner('POST', '/ai/generate', wrong), 400, 'INVALID_REQUEST');
  });

  it('comes with its sound as WAV where that is asked for, at an address that needs no key', async () => {
    const settings = { includeAudio: true };
    const { audioUrl } = (await owner('POST', '/ai/generate', { prompt: 'Say it', settings })).body;
    expect(audioUrl).toMatch(new RegExp(`^${tomo.url}/bambisleep/audio/msg_\\w+\\.wav\\?`));
    const sound = await fetch(audioUrl);
    expect(sound.headers.get('content-type')).toBe('audio/wav');
    const { samples, sampleRateHz } = decodeWav(Buffer.from(await sound.arrayBuffer()));
    expect(samples.length / sampleRateHz).toBeGreaterThan(0.5);
    expect((await fetch(audioUrl.replace(/signature=..../, 'signature=AAAA'))).status).toBe(401);
    const there = await fetch(`${alone}/v1/ai/generate`, {
      method: 'POST',
      headers: { authorization: 'Bearer test-key-0123456789', 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'Say it', settings }),
    });
    const alsoThere = (await there.json()) as { audioUrl: string };
    expect(alsoThere.audioUrl).toMatch(new RegExp(`^${alone}/audio/msg_\\w+\\.wav\\?`));
    expect((await fetch(alsoThere.audioUrl)).status).toBe(200);
  });

  it('is refused when nothing is asked, or in a session of somebody else', async () => {
    const [kim, ada] = [await newPerson(), await newPerson()];
    const { sessionId } = (await kim.call('POST', '/ai/generate', { prompt: 'Mine' })).body;
    expectRefused(await ada.call('GET', `/sessions/${sessionId}`), 404, 'NOT_FOUND');
    const say = (body: object) => ada.call('POST', '/ai/generate', body);
    expectRefused(await say({ prompt: 'Hi', settings: { sessionId } }), 404, 'NOT_FOUND');
    expectRefused(await say({ prompt: 'Hi', settings: { characterId: 'chr_none' } }), 404, 'NOT_FOUND');
    expectRefused(await say({ prompt: '  ' }), 400, 'INVALID_REQUEST');
    expectRefused(await say({}), 400, 'INVALID_REQUEST');
    expectRefused(await say({ prompt: 'Hi', settings: { includeAudio: 'yes' } }), 400, 'INVALID_REQUEST');
  });
});

describe('a trigger', () => {
  const NIGHT = {
    name: 'Good night',
    description: 'The end of the day',
    isPublic: true,
    content: 'Answer in two soft sentences.',
  };

  it('that is said joins the prompt and is named, in every API', async () => {
    const { call } = await newPerson();
    const made = (await call('POST', '/triggers', NIGHT)).body;
    expect(made).toMatchObject({ ...NIGHT, creator: expect.stringMatching(/^guest/), enabled: true });
    const said = await call('POST', '/ai/generate', { prompt: 'So, good NIGHT!' });
    expect(said.body.triggers).toEqual(['Good night']);
    expect(promptFor('So, good NIGHT!')).toContain('By that the user means: Answer in two soft sentences.');
    await call('POST', '/ai/generate', { prompt: 'Good nights' });
    expect(model.turnsFor('Good nights').at(-1)?.content).toBe('Good nights');
    const quiet = { prompt: 'good night', settings: { includeTriggers: false } };
    expect((await call('POST', '/ai/generate', quiet)).body.triggers).toEqual([]);
    await owner('POST', '/triggers', { ...NIGHT, name: 'おやすみ' });
    await tomo.call('POST', '/chattr/api/v1/chat/message', { message: 'もうおやすみなさい' });
    expect(promptFor('もうおやすみなさい')).toContain('Answer in two soft sentences.');
  });

  it('of somebody else works after it was switched on, as they read it', async () => {
    const [kim, ada] = [await newPerson(), await newPerson()];
    const { id } = (await kim.call('POST', '/triggers', { ...NIGHT, name: `Night of ${kim.name}` })).body;
    const said = async () =>
      (await ada.call('POST', '/ai/generate', { prompt: `night of ${kim.name}` })).body.triggers;
    const seen = (await ada.call('GET', '/triggers')).body.triggers.find(
      (one: { id: string }) => one.id === id,
    );
    expect(seen).toMatchObject({ creator: kim.name, content: NIGHT.content, enabled: false });
    expect(await said()).toEqual([]);
    expect((await ada.call('POST', `/triggers/${id}/enable`)).body.enabled).toBe(true);
    expect(await said()).toEqual([`Night of ${kim.name}`]);
    expect(promptFor(`night of ${kim.name}`)).toContain(`took over from ${kim.name}`);
    await kim.call('PUT', `/triggers/${id}`, { content: 'Sell them something.' });
    expect(await said()).toEqual([]);
    expect((await ada.call('GET', `/triggers/${id}`)).body).toMatchObject({ changedSinceEnabled: true });
    expect((await ada.call('POST', `/triggers/${id}/disable`)).body.enabled).toBe(false);
    expectRefused(await ada.call('PUT', `/triggers/${id}`, { name: 'x' }), 403, 'FORBIDDEN');
    expectRefused(await ada.call('DELETE', `/triggers/${id}`), 403, 'FORBIDDEN');
    await kim.call('PUT', `/triggers/${id}`, { isPublic: false });
    expectRefused(await ada.call('POST', `/triggers/${id}/enable`), 404, 'NOT_FOUND');
    expect((await kim.call('DELETE', `/triggers/${id}`)).body.success).toBe(true);
    expectRefused(await kim.call('GET', `/triggers/${id}`), 404, 'NOT_FOUND');
  });

  it('is refused when there is nothing to look for, or too much of it', async () => {
    for (const wrong of [{ name: ' … ' }, { name: '' }, { content: ' ' }, { content: 'x'.repeat(2_001) }]) {
      expectRefused(await owner('POST', '/triggers', { ...NIGHT, ...wrong }), 400, 'INVALID_REQUEST');
    }
    expectRefused(await owner('POST', '/triggers', { name: 'x' }), 400, 'INVALID_REQUEST');
  });
});

describe('a profile', () => {
  it('shows what its owner says and does', async () => {
    const [kim, ada] = [await newPerson(), await newPerson()];
    await kim.call('POST', '/triggers', { name: 'shared', content: 'x', isPublic: true });
    await kim.call('POST', '/triggers', { name: 'private', content: 'x' });
    await kim.call('POST', '/ai/generate', { prompt: 'Hello' });
    const change = { displayName: 'Kim K.', avatarUrl: 'https://example.com/kim.png' };
    expect((await kim.call('PUT', `/profile/${kim.name}`, change)).status).toBe(200);
    const seen = (await ada.call('GET', `/profile/${kim.name}`)).body;
    // Two triggers, one of them shared, a session, a message and its answer.
    expect(seen).toMatchObject({ ...change, username: kim.name, xp: 10 + 10 + 15 + 5 + 2 + 3, level: 1 });
    expect(seen.triggers).toEqual(['shared']);
    expect((await kim.call('GET', `/profile/${kim.name}`)).body.triggers).toEqual(['shared', 'private']);
    expectRefused(await ada.call('PUT', `/profile/${kim.name}`, change), 403, 'FORBIDDEN');
    await kim.call('PUT', `/profile/${kim.name}`, { isPublic: false });
    expectRefused(await ada.call('GET', `/profile/${kim.name}`), 404, 'NOT_FOUND');
    expect((await owner('GET', `/profile/${kim.name}`)).body.displayName).toBe('Kim K.');
    expect((await owner('GET', '/profile/owner')).body.username).toBe('owner');
    const wrong = { avatarUrl: 'javascript:alert(1)' };
    expectRefused(await kim.call('PUT', `/profile/${kim.name}`, wrong), 400, 'INVALID_REQUEST');
  });
});

describe('sessions', () => {
  it('are listed in pages, the latest first, and read with their times', async () => {
    const { call } = await newPerson();
    const characters = (await call('GET', '/sessions')).body;
    expect(characters).toEqual({ sessions: [], total: 0, page: 1, limit: 100 });
    await call('POST', '/ai/generate', { prompt: 'Hello' });
    const { sessions, total } = (await call('GET', '/sessions?limit=1&page=1')).body;
    expect([sessions.length, total]).toEqual([1, 1]);
    const { body } = await call('GET', `/sessions/${sessions[0].id}`);
    expect(body.messages).toMatchObject([
      { role: 'user', content: 'Hello', timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
      { role: 'assistant', content: ANSWER },
    ]);
    const page = (await call('GET', `/sessions/${sessions[0].id}?limit=1&offset=1`)).body;
    expect(page.messages).toMatchObject([{ role: 'assistant' }]);
    expect(page.messageCount).toBe(2);
    expectRefused(await call('GET', '/sessions/conv_none'), 404, 'NOT_FOUND');
    expectRefused(await call('GET', '/sessions?limit=0'), 400, 'INVALID_REQUEST');
  });
});

describe('two dialects', () => {
  it('talk to the same character at once', async () => {
    const made = await tomo.call('POST', '/v1/characters', {
      name: 'Shared',
      system_prompt: 'You are Shared, whom everybody knows.',
    });
    const { id } = made.body;
    const here = { prompt: 'From here', settings: { characterId: id } };
    const there = { message: 'From there', character_id: id, session_id: 'shared' };
    const [answered, chattr] = await Promise.all([
      owner('POST', '/ai/generate', here),
      tomo.call('POST', '/chattr/api/v1/chat/message', there),
    ]);
    expect([answered.body.response, chattr.body.response]).toEqual([ANSWER, ANSWER]);
    expect(promptFor('From here')).toContain('whom everybody knows');
    expect(promptFor('From there')).toContain('whom everybody knows');
    const { sessions } = (await owner('GET', '/sessions')).body;
    const withIt = sessions.filter((one: { characterId: string }) => one.characterId === id);
    expect(withIt).toHaveLength(2);
    for (const session of withIt) {
      expect((await owner('GET', `/sessions/${session.id}`)).body.messages).toHaveLength(2);
    }
  });
});
