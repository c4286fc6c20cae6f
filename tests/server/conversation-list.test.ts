import { beforeAll, describe, expect, it } from 'vitest';
import { TALKER_TEXT } from '../support/make-models.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests('talker');
let about: Record<string, string>;

beforeAll(async () => {
  const character_id = await tomo.characterId();
  about = {};
  for (const initial_message of ['My order is 100% late', 'Where do foxes_sleep?', 'Ärger mit der Post']) {
    const { body } = await tomo.call('POST', '/v1/conversations', { character_id, initial_message });
    about[initial_message] = body.id;
  }
});

const list = async (query = '') => (await tomo.call('GET', `/v1/conversations${query}`)).body.conversations;
const found = async (text: string): Promise<string[]> =>
  (await list(`?search=${encodeURIComponent(text)}`)).map(({ title }: { title: string }) => title);

describe('the list of conversations', () => {
  it('shows what each is about and what was said last', async () => {
    expect(await list()).toMatchObject([
      {
        title: 'Ärger mit der Post',
        message_count: 2,
        last_message: { role: 'assistant', content: TALKER_TEXT },
      },
      { title: 'Where do foxes_sleep?' },
      { title: 'My order is 100% late' },
    ]);
  });

  it('finds what was said, and takes no letter for a wildcard', async () => {
    expect(await found('order')).toEqual(['My order is 100% late']);
    expect(await found('FOXES')).toEqual(['Where do foxes_sleep?']);
    expect(await found('100%')).toEqual(['My order is 100% late']);
    expect(await found('foxes_s')).toEqual(['Where do foxes_sleep?']);
    expect(await found('foxes s')).toEqual([]);
    expect(await found('100%late')).toEqual([]);
    expect(await found('test model')).toHaveLength(3);
    expect(await found("' or 1=1 --")).toEqual([]);
  });

  it('shows the name that one was given, until that is taken back', async () => {
    const path = `/v1/conversations/${about['My order is 100% late']}`;
    expect((await tomo.call('PATCH', path, { title: ' The parcel ' })).body).toMatchObject({
      title: 'The parcel',
      messages: [{}, {}],
    });
    expect(await found('parcel')).toEqual(['The parcel']);
    expect((await tomo.call('GET', path)).body.title).toBe('The parcel');
    expect((await tomo.call('PATCH', path, { title: '' })).status).toBe(400);
    expect((await tomo.call('PATCH', path, { title: null })).body.title).toBe('My order is 100% late');
  });

  it('shows a conversation in which nothing was said as one without a title', async () => {
    const id = await tomo.newConversation();
    expect((await list())[0]).toMatchObject({ id, title: null, message_count: 0, last_message: null });
  });
});
