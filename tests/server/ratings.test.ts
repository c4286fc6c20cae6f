import { describe, expect, it } from 'vitest';
import { expectRefusal } from '../support/expect-refusal.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests('talker');

/** A character of their own, so that nothing else is counted. */
async function newCharacter(): Promise<string> {
  return (await tomo.call('POST', '/v1/characters', { name: 'Ada' })).body.id;
}

async function talk(characterId: string) {
  const { body } = await tomo.call('POST', '/v1/conversations', {
    character_id: characterId,
    initial_message: 'Hello',
  });
  const [question, answer] = body.messages as { id: string }[];
  return { id: body.id as string, questionId: question?.id as string, answerId: answer?.id as string };
}

const rate = (id: string, body: unknown) => tomo.call('POST', `/v1/messages/${id}/rating`, body);
const analytics = async (id: string) => (await tomo.call('GET', `/v1/characters/${id}`)).body.analytics;

describe('a rating', () => {
  it('is kept with its answer, changed, and taken back', async () => {
    const { id, answerId } = await talk(await newCharacter());
    const answer = async () => (await tomo.call('GET', `/v1/conversations/${id}`)).body.messages[1];
    expect(await answer()).toMatchObject({ rating: null, rating_comment: null });

    const rated = await rate(answerId, { rating: 5, comment: 'Lovely' });
    expect(rated.status).toBe(200);
    expect(rated.body).toMatchObject({ id: answerId, rating: 5, rating_comment: 'Lovely' });
    expect((await rate(answerId, { rating: 2 })).body).toMatchObject({ rating: 2, rating_comment: null });
    expect(await answer()).toMatchObject({ rating: 2, rating_comment: null });

    expect((await tomo.call('DELETE', `/v1/messages/${answerId}/rating`)).status).toBe(204);
    expect(await answer()).toMatchObject({ rating: null });
    expectRefusal(await tomo.call('DELETE', `/v1/messages/${answerId}/rating`), 404, 'resource_not_found');
  });

  it.each([0, 6, 4.5, '5', null, -1])('of %j is refused', async (rating) => {
    const { answerId } = await talk(await newCharacter());
    expectRefusal(await rate(answerId, { rating }), 400, 'invalid_request');
  });

  it('is for answers that exist only', async () => {
    const { questionId } = await talk(await newCharacter());
    expectRefusal(await rate(questionId, { rating: 5 }), 400, 'invalid_request');
    expectRefusal(await rate('msg_none', { rating: 5 }), 404, 'resource_not_found');
  });

  it('cannot be given to the answers of somebody else', async () => {
    const { answerId } = await talk(await newCharacter());
    const account = { email: 'a@example.com', password: 'SecurePassword123!' };
    await tomo.call('POST', '/v1/auth/register', account);
    const token = (await tomo.call('POST', '/v1/auth/login', account)).body.access_token;
    const headers = { authorization: `Bearer ${token}` };
    for (const method of ['POST', 'DELETE']) {
      const path = `/v1/messages/${answerId}/rating`;
      const body = method === 'POST' ? { rating: 1 } : undefined;
      expectRefusal(await tomo.call(method, path, body, headers), 404, 'resource_not_found');
    }
  });
});

describe('the figures of a character', () => {
  it('count what there is, and no more when it was deleted', async () => {
    const character = await newCharacter();
    expect(await analytics(character)).toEqual({
      total_conversations: 0,
      avg_rating: null,
      total_messages: 0,
    });
    const one = await talk(character);
    const two = await talk(character);
    await rate(one.answerId, { rating: 5 });
    await rate(two.answerId, { rating: 2 });
    expect(await analytics(character)).toEqual({
      total_conversations: 2,
      avg_rating: 3.5,
      total_messages: 4,
    });
    await tomo.call('DELETE', `/v1/conversations/${two.id}`);
    expect(await analytics(character)).toEqual({ total_conversations: 1, avg_rating: 5, total_messages: 2 });
    await tomo.call('DELETE', `/v1/messages/${one.answerId}/rating`);
    expect((await analytics(character)).avg_rating).toBeNull();
  });
});
