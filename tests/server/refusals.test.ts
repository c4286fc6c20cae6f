import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal } from '../support/expect-refusal.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests('talker');
let messages: string;

beforeAll(async () => {
  messages = `/v1/conversations/${await tomo.newConversation()}/messages`;
});

describe('a message', () => {
  it.each(['', ' ', ' \n\t\r ', '\u3000', '\ufeff'])(
    'that says nothing is refused with 400: %j',
    async (content) => {
      expectRefusal(await tomo.call('POST', messages, { content }), 400, 'invalid_request');
    },
  );

  it('of more than 32,000 characters is refused with 413, and the limit is named', async () => {
    const answer = await tomo.call('POST', messages, { content: 'x'.repeat(32_001) });
    expectRefusal(answer, 413, 'payload_too_large');
    expect(answer.body.error.details).toMatchObject({ limit: 32_000 });
  });

  it('to a conversation that does not exist is refused with 404', async () => {
    const answer = await tomo.call('POST', '/v1/conversations/conv_none/messages', { content: 'hello' });
    expectRefusal(answer, 404, 'resource_not_found');
    expect(answer.body.error.details).toEqual({ conversation_id: 'conv_none' });
  });

  it('that was refused is not kept', async () => {
    const { body } = await tomo.call('GET', messages.replace('/messages', ''));
    expect(body.messages).toEqual([]);
  });
});

describe('a conversation', () => {
  it('with a character that does not exist is refused with 404', async () => {
    const answer = await tomo.call('POST', '/v1/conversations', { character_id: 'chr_none' });
    expectRefusal(answer, 404, 'character_not_found');
  });

  it('with a first message that is refused does not begin', async () => {
    const count = async () => (await tomo.call('GET', '/v1/conversations')).body.pagination.total;
    const before = await count();
    for (const initial_message of ['', '   ', 'x'.repeat(32_001)]) {
      const answer = await tomo.call('POST', '/v1/conversations', {
        character_id: await tomo.characterId(),
        initial_message,
      });
      expectRefusal(answer, initial_message.length > 100 ? 413 : 400, answer.body.error.code);
    }
    expect(await count()).toBe(before);
  });

  it('that does not exist cannot be read or deleted', async () => {
    expectRefusal(await tomo.call('GET', '/v1/conversations/conv_none'), 404, 'resource_not_found');
    expectRefusal(await tomo.call('DELETE', '/v1/conversations/conv_none'), 404, 'resource_not_found');
  });
});

describe('a character', () => {
  it.each([
    ['name', {}],
    ['name', { name: '' }],
    ['name', { name: '   ' }],
    ['name', { name: 'x'.repeat(201) }],
    ['name', { name: { first: 'A' } }],
    ['voice_config.speed', { name: 'A', voice_config: { speed: 20 } }],
    ['voice_config.pitch', { name: 'A', voice_config: { pitch: 'high' } }],
    ['voice_config', { name: 'A', voice_config: [] }],
    ['knowledge_base_ids.0', { name: 'A', knowledge_base_ids: [5] }],
    ['system_prompt', { name: 'A', system_prompt: 'x'.repeat(20_001) }],
  ])('with something wrong in %s is refused with 400, which names it', async (field, body) => {
    const answer = await tomo.call('POST', '/v1/characters', body);
    expectRefusal(answer, 400, 'invalid_request');
    expect(answer.body.error.details).toMatchObject({ issues: [{ field, message: expect.any(String) }] });
    expect(answer.body.error.message).toContain(field);
  });

  it('that does not exist cannot be read or changed', async () => {
    expectRefusal(await tomo.call('GET', '/v1/characters/chr_none'), 404, 'character_not_found');
    expectRefusal(
      await tomo.call('PUT', '/v1/characters/chr_none', { name: 'A' }),
      404,
      'character_not_found',
    );
  });
});

it('is all answered without a failure inside Tomo', () => {
  expect(tomo.log()).not.toContain('request failed');
});
