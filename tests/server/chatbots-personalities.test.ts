import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { obedientAnswer } from '../support/obedient-answer.ts';
import { type RememberingModel, rememberingModel } from '../support/remembering-model.ts';
import { type Answer, KEY, type RunningTomo, startTomo } from '../support/start-tomo.ts';

const BASE = '/chatbots/api/v1';
const PIRATE = {
  name: 'Pirate',
  traits: [
    { name: 'bold', strength: 0.95 },
    { name: 'formal', strength: 0 },
  ],
  tone: 'rough',
  vocabulary: { prefer: ['matey'] },
  dos: ['Speak of the sea.'],
  greeting: 'Ahoy!',
};
const BUTLER = { name: 'Butler', traits: { formal: 0.9 }, greeting: 'Good evening.' };

let tomo: RunningTomo;
let model: RememberingModel;
/** The instructions of the last answer, and how many there were. */
let system = '';
let answers = 0;

beforeAll(async () => {
  model = await rememberingModel((turns) => {
    const instructions = turns[0]?.content ?? '';
    // Memories are read by the same model, in the background.
    if (instructions.includes('Show how you feel')) {
      system = instructions;
      answers += 1;
    }
    return obedientAnswer(turns);
  });
  tomo = await startTomo();
  const chosen = { model: { provider: 'openai', base_url: model.url, model: 'obedient' } };
  expect((await tomo.call('PUT', '/v1/settings', chosen)).status).toBe(200);
});
afterAll(async () => {
  await tomo.stop();
  model.close();
});

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  tomo.call(method, `${BASE}${path}`, body, headers);

async function newChatbot(): Promise<string> {
  const { body } = await tomo.call('POST', '/v1/characters', {
    name: 'Mira',
    system_prompt: 'You are Mira.',
  });
  return body.id;
}

async function make(chatbotId: string, draft: object): Promise<string> {
  const made = await call('POST', `/chatbots/${chatbotId}/personalities`, draft);
  expect([made.status, made.body.status]).toEqual([201, 'success']);
  return made.body.data.id;
}

async function defaults(chatbotId: string): Promise<string[]> {
  const { body } = await call('GET', `/chatbots/${chatbotId}/personalities?limit=100`);
  return body.data.flatMap((one: { name: string; isDefault: boolean }) => (one.isDefault ? [one.name] : []));
}

function expectRefused(answer: Answer, status: number, code: string): void {
  expect(answer.body).toEqual({ status: 'error', message: expect.stringMatching(/\S/), code });
  expect(answer.status).toBe(status);
}

describe('personalities of a chatbot', () => {
  it('are made, listed in pages, changed and deleted, and exactly one is the default', async () => {
    const chatbotId = await newChatbot();
    const first = await make(chatbotId, PIRATE);
    await make(chatbotId, BUTLER);
    const { body } = await call('GET', `/chatbots/${chatbotId}/personalities?limit=1&page=2`);
    expect(body.pagination).toEqual({ total: 2, pages: 2, page: 2, limit: 1 });
    expect(body.data[0]).toMatchObject({
      name: 'Butler',
      chatbotId,
      traits: [{ name: 'formal', strength: 0.9 }],
      isDefault: false,
    });
    const changed = await call('PUT', `/personalities/${first}`, {
      tone: 'gentle',
      vocabulary: { avoid: ['sir'] },
    });
    expect(changed.body.data).toMatchObject({
      name: 'Pirate',
      tone: 'gentle',
      vocabulary: { prefer: ['matey'], avoid: ['sir'] },
    });
    expect(await defaults(chatbotId)).toEqual(['Pirate']);
    expect((await call('DELETE', `/personalities/${first}`)).body).toMatchObject({
      status: 'success',
      data: null,
    });
    expectRefused(await call('GET', `/personalities/${first}`), 404, 'NOT_FOUND');
    expect(await defaults(chatbotId)).toEqual(['Butler']);
  });

  it('get a sensible default on request', async () => {
    const chatbotId = await newChatbot();
    await make(chatbotId, PIRATE);
    const made = await call('POST', `/chatbots/${chatbotId}/personalities/default`);
    expect([made.status, made.body.data.isDefault]).toEqual([201, true]);
    expect(made.body.data.traits.length).toBeGreaterThan(2);
    expect(await defaults(chatbotId)).toEqual(['Default']);
  });

  it('tell a model what to do in graded words, the same each time', async () => {
    const id = await make(await newChatbot(), PIRATE);
    const once = await call('GET', `/personalities/${id}/prompt-modifier`);
    expect(once.body.data.promptModifier).toContain('bold (extremely), formal (not at all)');
    expect((await call('GET', `/personalities/${id}/prompt-modifier`)).body).toEqual(once.body);
  });
});

describe('the default personality', () => {
  it('changes what is answered in every API, from the next answer on', async () => {
    const chatbotId = await newChatbot();
    const native = async () => {
      const conversation = { character_id: chatbotId, initial_message: 'hi' };
      return (await tomo.call('POST', '/v1/conversations', conversation)).body.messages[1].content;
    };
    const chattr = async () =>
      (await tomo.call('POST', '/chattr/api/v1/chat/message', { message: 'hi', character_id: chatbotId }))
        .body.response;
    const openai = async () => {
      const request = { model: `tomo/${chatbotId}`, messages: [{ role: 'user', content: 'hi' }] };
      return (await tomo.call('POST', '/v1/chat/completions', request)).body.choices[0].message.content;
    };
    expect(await native()).toBe('Hello. What’s up?');
    const pirate = await make(chatbotId, PIRATE);
    for (const answer of [await native(), await chattr(), await openai()]) {
      expect(answer).toBe('Ahoy! matey What’s up?');
    }
    const butler = await make(chatbotId, BUTLER);
    expect(await native()).toBe('Ahoy! matey What’s up?');
    await call('POST', `/personalities/${butler}/default`);
    for (const answer of [await native(), await chattr(), await openai()]) {
      expect(answer).toBe('Good evening. How may I be of service?');
    }
    await call('DELETE', `/personalities/${butler}`);
    await call('DELETE', `/personalities/${pirate}`);
    expect(await openai()).toBe('Hello. What’s up?');
  });

  it('comes after what the character is, and its own words about itself stay', async () => {
    const chatbotId = await newChatbot();
    await tomo.call('PUT', `/chattr/api/v1/characters/${chatbotId}`, { personality: 'Loves the rain.' });
    await make(chatbotId, PIRATE);
    await tomo.call('POST', '/v1/conversations', { character_id: chatbotId, initial_message: 'hi' });
    const places = [
      'You are Mira.',
      'Your personality: Loves the rain.',
      'You speak in the manner “Pirate”:',
    ];
    const found = places.map((text) => system.indexOf(text));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found).not.toContain(-1);
  });

  it('is the same start of every prompt of a conversation', async () => {
    const chatbotId = await newChatbot();
    await make(chatbotId, PIRATE);
    const { body } = await tomo.call('POST', '/v1/conversations', {
      character_id: chatbotId,
      initial_message: 'one',
    });
    const [first, before] = [system, answers];
    await tomo.call('POST', `/v1/conversations/${body.id}/messages`, { content: 'two' });
    await vi.waitUntil(() => answers > before, { timeout: 30_000 });
    expect(first).not.toBe('');
    expect(system).toBe(first);
  });
});

describe('what is refused', () => {
  it.each<[object, string]>([
    [{}, 'no name'],
    [{ name: '  ' }, 'an empty name'],
    [{ name: 'x'.repeat(101) }, 'a long name'],
    [{ name: 'x', traits: [{ name: 'bold', strength: 1.1 }] }, 'a strength above 1'],
    [{ name: 'x', traits: { bold: -0.1 } }, 'a strength below 0'],
    [
      {
        name: 'x',
        traits: [
          { name: 'bold', strength: 1 },
          { name: 'bold', strength: 0 },
        ],
      },
      'a trait twice',
    ],
    [
      { name: 'x', traits: Array.from({ length: 21 }, (_, at) => ({ name: `t${at}`, strength: 1 })) },
      'many traits',
    ],
    [{ name: 'x', vocabulary: { prefer: Array(51).fill('word') } }, 'many words'],
    [{ name: 'x', dos: 'be kind' }, 'a rule that is no list'],
  ])('%j, because of %s', async (draft, _reason) => {
    expectRefused(
      await call('POST', `/chatbots/${await newChatbot()}/personalities`, draft),
      400,
      'VALIDATION_ERROR',
    );
  });

  it('a default that just stops being it', async () => {
    const id = await make(await newChatbot(), PIRATE);
    expectRefused(await call('PUT', `/personalities/${id}`, { isDefault: false }), 409, 'CONFLICT');
  });

  it('anybody else', async () => {
    const chatbotId = await newChatbot();
    const id = await make(chatbotId, PIRATE);
    const account = { email: 'stranger@example.com', password: 'SecurePassword123!' };
    await tomo.call('POST', '/v1/auth/register', account);
    const { body } = await tomo.call('POST', '/v1/auth/login', account, { authorization: '' });
    const stranger = { authorization: `Bearer ${body.access_token}` };
    const routes = [
      ['GET', `/chatbots/${chatbotId}/personalities`],
      ['POST', `/chatbots/${chatbotId}/personalities`, { name: 'mine' }],
      ['POST', `/chatbots/${chatbotId}/personalities/default`],
      ['GET', `/personalities/${id}`],
      ['PUT', `/personalities/${id}`, { name: 'mine' }],
      ['DELETE', `/personalities/${id}`],
      ['POST', `/personalities/${id}/default`],
      ['GET', `/personalities/${id}/prompt-modifier`],
    ] as const;
    for (const [method, path, draft] of routes) {
      expectRefused(await call(method, path, draft, stranger), 404, 'NOT_FOUND');
      expectRefused(await call(method, path, draft, { authorization: '' }), 401, 'UNAUTHORIZED');
    }
    expect((await call('GET', `/personalities/${id}`, undefined, { 'x-api-key': KEY })).status).toBe(200);
  });
});

it('is tried without being used, and nothing of it is kept', async () => {
  const chatbotId = await newChatbot();
  const butler = await make(chatbotId, BUTLER);
  const pirate = await make(chatbotId, PIRATE);
  const attempt = (body: object) => call('POST', `/chatbots/${chatbotId}/personalities/try`, body);
  const tried = await attempt({ message: 'Hello', personalityId: pirate });
  expect(tried.body.data.response).toContain('Ahoy!');
  const usual = await attempt({ message: 'Hello', personalityId: butler });
  expect(usual.body.data.response).toContain('Good evening.');
  const plain = await attempt({ message: 'Hello' });
  expect(plain.body.data.response).not.toMatch(/Ahoy|Good evening/);
  expect(await defaults(chatbotId)).toEqual(['Butler']);
  const { body } = await tomo.call('GET', `/v1/conversations?character_id=${chatbotId}`);
  expect(body.conversations).toEqual([]);

  const other = await make(await newChatbot(), BUTLER);
  expectRefused(await attempt({ message: 'Hello', personalityId: other }), 404, 'NOT_FOUND');
  expectRefused(await attempt({ message: ' ' }), 400, 'VALIDATION_ERROR');
});
