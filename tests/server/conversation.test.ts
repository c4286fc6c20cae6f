import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TALKER_TEXT } from '../support/make-models.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests('talker');

const say = (id: string, content = 'Hello') =>
  tomo.call('POST', `/v1/conversations/${id}/messages`, { content });

describe('a conversation', () => {
  it('that begins with a message has the answer already', async () => {
    const { status, body } = await tomo.call('POST', '/v1/conversations', {
      character_id: await tomo.characterId(),
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
    const id = await tomo.newConversation();
    const content = ' \u0000 zero 日本語 🦊👩‍👩‍👧 \u202e [happy] <script> "\' \\ \n\t\u0007 ';
    const sent = await say(id, content);
    expect(sent.status).toBe(200);
    expect((await tomo.call('GET', `/v1/conversations/${id}`)).body.messages[0].content).toBe(content);
  });

  it('answers a message with half a surrogate pair', async () => {
    const id = await tomo.newConversation();
    const probe = await RealtimeProbe.open(tomo.url, [id], false);
    expect((await say(id, 'x\ud800y')).status).toBe(200);
    expect(await probe.next('message_complete')).toMatchObject({ content: TALKER_TEXT });
    probe.close();
  });

  it('is listed by its last activity', async () => {
    const older = await tomo.newConversation();
    const newer = await tomo.newConversation();
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
      character_id: await tomo.characterId(),
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
      const id = await tomo.newConversation();
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
      await probe.ping();
      expect(probe.of('error').filter(({ code }) => code === 'internal_server_error')).toEqual([]);
      probe.close();
    }
    expect(tomo.log()).not.toContain('FOREIGN KEY');
  });
});
