import { describe, expect, it } from 'vitest';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests();

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
      knowledge_bases: [],
      analytics: { total_conversations: 0, avg_rating: null, total_messages: 0 },
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
