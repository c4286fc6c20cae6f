import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectRefusal } from '../support/expect-refusal.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';
import { callPublic, publishNew, visit } from '../support/visitor.ts';

const tomo = tomoForTests('talker');
const change = (id: string, what: string) => tomo.call('POST', `/v1/characters/${id}/${what}`);

describe('publishing a character', () => {
  it('answers as the document has it, and the address stays when it is published again', async () => {
    const made = (await tomo.call('POST', '/v1/characters', { name: "Zoë's <Bot>" })).body;
    expect(made).toMatchObject({ status: 'draft', public_url: null });
    const { status, body } = await change(made.id, 'publish');
    expect(status).toBe(200);
    const slug = `zoes-bot-${made.id.slice(-6)}`;
    expect(body).toMatchObject({ id: made.id, status: 'published', public_url: `${tomo.url}/c/${slug}` });
    expect(body.embed_code).toMatch(/^<iframe src='[^'<>]+' title='[^'<>]+'[^<>]*><\/iframe>$/);
    expect(body.embed_code).toContain(`src='${tomo.url}/embed/${made.id}'`);
    expect((await tomo.call('GET', `/v1/characters/${made.id}`)).body.public_url).toBe(body.public_url);

    expect((await change(made.id, 'unpublish')).body).toMatchObject({ status: 'draft', public_url: null });
    await tomo.call('PUT', `/v1/characters/${made.id}`, { name: 'Another name' });
    expect((await change(made.id, 'publish')).body.public_url).toBe(body.public_url);
  });

  it('twice is the same as once', async () => {
    const published = await publishNew(tomo);
    expect((await change(published.id, 'publish')).body).toEqual({
      ...published,
      vrm_model: expect.any(Object),
    });
  });

  it('is found by its status, and by no other', async () => {
    const { id } = await publishNew(tomo, { name: 'Filter' });
    const idsWith = async (status: string) =>
      (await tomo.call('GET', `/v1/characters?limit=100&status=${status}`)).body.characters.map(
        (found: { id: string }) => found.id,
      );
    expect(await idsWith('published')).toContain(id);
    expect(await idsWith('draft')).not.toContain(id);
    await change(id, 'archive');
    expect(await idsWith('archived')).toEqual([id]);
    expect(await idsWith('published')).not.toContain(id);
  });

  it('is for its owner only', async () => {
    const { id } = await publishNew(tomo);
    const registered = { email: 'other@example.com', password: 'SecurePassword123!' };
    await tomo.call('POST', '/v1/auth/register', registered);
    const { access_token } = (await tomo.call('POST', '/v1/auth/login', registered)).body;
    const as = { authorization: `Bearer ${access_token}` };
    for (const what of ['publish', 'unpublish', 'archive', 'unarchive']) {
      const answer = await tomo.call('POST', `/v1/characters/${id}/${what}`, undefined, as);
      expectRefusal(answer, 404, 'character_not_found');
    }
    expectRefusal(
      await tomo.call('DELETE', `/v1/characters/${id}`, undefined, as),
      404,
      'character_not_found',
    );
    expect((await tomo.call('GET', `/v1/characters/${id}`)).body.status).toBe('published');
  });
});

describe('an archived character', () => {
  it('is not talked to, not public and not published, until it is taken out again', async () => {
    const { id } = await publishNew(tomo);
    const conversation = (await tomo.call('POST', '/v1/conversations', { character_id: id })).body;
    await change(id, 'archive');
    expectRefusal(await tomo.call('POST', '/v1/conversations', { character_id: id }), 409, 'conflict');
    const say = () =>
      tomo.call('POST', `/v1/conversations/${conversation.id}/messages`, { content: 'Hello?' });
    expectRefusal(await say(), 409, 'conflict');
    const chat = { model: `tomo/${id}`, messages: [{ role: 'user', content: 'Hello?' }] };
    expect((await tomo.call('POST', '/v1/chat/completions', chat)).status).toBe(409);
    expectRefusal(await callPublic(tomo, 'GET', `/public/characters/${id}`), 404, 'character_not_found');
    expectRefusal(await change(id, 'publish'), 409, 'conflict');

    expect((await change(id, 'unarchive')).body).toMatchObject({ status: 'draft', public_url: null });
    expect((await say()).status).toBe(200);
  });
});

describe('deleting a character', () => {
  it('takes its conversations, those of visitors too, and their sound with it', async () => {
    const { id } = await publishNew(tomo);
    const visitor = await visit(tomo, id);
    const listening = await visitor.listen();
    await visitor.say('Hello');
    await listening.next('message_complete');
    const body = { character_id: id, initial_message: 'Hello' };
    const own = (await tomo.call('POST', '/v1/conversations', body)).body;
    const answer = own.messages[1];
    expect((await tomo.call('GET', `/v1/messages/${answer.id}/audio`)).status).toBe(200);
    const sounds = () => readdir(join(tomo.dataDirectory, 'audio'));
    expect(await sounds()).toContain(`${answer.id}.wav`);

    expect((await tomo.call('DELETE', `/v1/characters/${id}`)).status).toBe(204);
    expect(await sounds()).not.toContain(`${answer.id}.wav`);
    expectRefusal(await tomo.call('GET', `/v1/characters/${id}`), 404, 'character_not_found');
    for (const gone of [own.id, visitor.conversationId]) {
      expectRefusal(await tomo.call('GET', `/v1/conversations/${gone}`), 404, 'resource_not_found');
    }
    expect(await listening.closed()).toBe(4401);
    expectRefusal(await visitor.say('Still there?'), 401, 'authentication_failed');
  });

  it('stops the turn that runs', async () => {
    const endless = await startTomo({ args: ['--model', testModel('talker-endless')] });
    const conversationId = await endless.newConversation();
    const characterId = await endless.characterId();
    const probe = await RealtimeProbe.open(endless.url, [conversationId], false);
    probe.send({ type: 'message', conversation_id: conversationId, content: 'Go on' });
    await probe.next('message_chunk');
    expect((await endless.call('DELETE', `/v1/characters/${characterId}`)).status).toBe(204);
    await probe.next('message_interrupted');
    expect(endless.log()).not.toContain('turn failed');
    expect((await endless.call('GET', `/v1/characters/${characterId}`)).status).toBe(404);
    probe.close();
    await endless.stop();
  });

  it('that was the last one leaves an account that can make another', async () => {
    const registered = { email: 'alone@example.com', password: 'SecurePassword123!' };
    await tomo.call('POST', '/v1/auth/register', registered);
    const { access_token } = (await tomo.call('POST', '/v1/auth/login', registered)).body;
    const as = { authorization: `Bearer ${access_token}` };
    const { characters } = (await tomo.call('GET', '/v1/characters', undefined, as)).body;
    for (const { id } of characters) await tomo.call('DELETE', `/v1/characters/${id}`, undefined, as);
    expect((await tomo.call('GET', '/v1/characters', undefined, as)).body.characters).toEqual([]);
    expect((await tomo.call('POST', '/v1/characters', { name: 'Bo' }, as)).status).toBe(201);
  });
});
