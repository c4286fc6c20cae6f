import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CallChatagent,
  chatagentAs,
  expectChatagentError,
  newChatagentUser,
} from '../support/chatagent-client.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

let tomo: RunningTomo;
const running = () => tomo;
const owner = chatagentAs(running);
let user: Awaited<ReturnType<typeof newChatagentUser>>;
let call: CallChatagent;

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
  user = await newChatagentUser(running, 'ada');
  call = user.call;
});
afterAll(async () => {
  await tomo.stop();
});

const anonymous = (method: string, path: string, body?: unknown) =>
  chatagentAs(running, '')(method, path, body);
const newBot = async (body: object = { name: 'Bot' }) => (await call('POST', '/bots/', body)).body;

describe('signing in', () => {
  it('takes the username and the e-mail address, and both tokens work', async () => {
    for (const username of ['ada', 'ada@example.com', 'ADA']) {
      const { status, body } = await anonymous('POST', '/auth/login', { username, password: 'password123' });
      expect(status).toBe(200);
      expect(body.user_info).toMatchObject({ id: user.id, username: 'ada', role: 'user' });
      const me = await chatagentAs(running, body.access_token)('GET', '/auth/me');
      expect(me.body).toMatchObject({ id: user.id, nickname: 'ada', is_active: true });
      const next = await anonymous('POST', '/auth/refresh', { refresh_token: body.refresh_token });
      expect(next.body.access_token).toEqual(expect.any(String));
    }
  });

  it('is refused with a wrong password, and after signing out', async () => {
    expectChatagentError(
      await anonymous('POST', '/auth/login', { username: 'ada', password: 'wrong-password' }),
      401,
      'UNAUTHORIZED',
    );
    const { body } = await anonymous('POST', '/auth/login', { username: 'ada', password: 'password123' });
    const mine = chatagentAs(running, body.access_token);
    expect((await mine('POST', '/auth/logout')).body).toMatchObject({ success: true });
    expectChatagentError(await mine('GET', '/auth/me'), 401, 'UNAUTHORIZED');
  });

  it('is for those who were registered, and nobody becomes an admin by asking', async () => {
    const body = { username: 'eve', email: 'eve@example.com', password: 'password123', role: 'admin' };
    expectChatagentError(await anonymous('POST', '/auth/register', body), 403, 'FORBIDDEN');
    await tomo.call('PUT', '/v1/settings', { registration: 'open' });
    expectChatagentError(await anonymous('POST', '/auth/register', body), 403, 'FORBIDDEN');
    const plain = await anonymous('POST', '/auth/register', { ...body, role: 'user', nickname: 'Eve' });
    expect([plain.status, plain.body.user_info]).toMatchObject([201, { role: 'user', nickname: 'Eve' }]);
    const admin = await owner('POST', '/auth/register', {
      ...body,
      username: 'adm',
      email: 'adm@example.com',
    });
    expect(admin.body.user_info.role).toBe('admin');
    await tomo.call('PUT', '/v1/settings', { registration: 'closed' });
  });

  it('names what a registration lacks, and what is taken', async () => {
    const body = { username: 'bob', email: 'not-an-address', password: 'password123' };
    const invalid = await owner('POST', '/auth/register', body);
    expectChatagentError(invalid, 400, 'VALIDATION_ERROR');
    expect(invalid.body.error.details).toMatchObject({ field: 'email' });
    for (const taken of [{ username: 'ada', email: 'new@example.com' }, { email: 'ada@example.com' }]) {
      const answer = await owner('POST', '/auth/register', { ...taken, password: 'password123' });
      expectChatagentError(answer, 409, 'DUPLICATE_RESOURCE');
    }
  });
});

describe('bots', () => {
  it('are characters: each is in the other API too, and characters made there are bots', async () => {
    const bot = await newBot({ name: '小助手', llm_config: { system_prompt: '你是助手', temperature: 0.7 } });
    expect(bot.llm_config).toMatchObject({ provider: 'local', temperature: 0.7, has_api_key: false });
    const native = await tomo.call('GET', `/v1/characters/${bot.id}`);
    expect(native.body).toMatchObject({ name: '小助手', system_prompt: '你是助手', owner_id: user.id });
    const { bots } = (await call('GET', '/bots/')).body;
    expect(bots.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['Tomo', 'Assistant', '小助手']),
    );
    expect(bots[0]).toMatchObject({ id: bot.id, platform_type: 'web', is_active: false });
  });

  it('are listed a part at a time, by words, platform and state', async () => {
    const a = await newBot({ name: 'Weather One', platform_type: 'telegram' });
    const b = await newBot({ name: 'Two', description: 'tells the WEATHER', platform_type: 'web' });
    await call('POST', `/bots/${b.id}/start`);
    const ids = async (query: string) =>
      (await call('GET', `/bots/?${query}`)).body.bots.map(({ id }: { id: string }) => id);
    expect(await ids('search=weather')).toEqual([b.id, a.id]);
    expect(await ids('search=weather&limit=1')).toEqual([b.id]);
    expect(await ids('search=weather&limit=1&offset=1')).toEqual([a.id]);
    expect(await ids('platform_type=telegram')).toEqual([a.id]);
    expect(await ids('is_active=true')).toEqual([b.id]);
    expect(await ids('search=weather&is_active=false')).toEqual([a.id]);
    expect(await ids('search=%25')).toEqual([]);
    const { body } = await call('GET', '/bots?search=weather&limit=1&offset=1');
    expect(body).toMatchObject({ total: 2, limit: 1, offset: 1 });
    expectChatagentError(await call('GET', '/bots/?limit=0'), 400, 'VALIDATION_ERROR');
  });

  it('keep what a change leaves out, inside their settings too, and lose what is null', async () => {
    const bot = await newBot({
      name: 'Before',
      description: 'kept',
      platform_config: { webhook_url: 'https://example.org/hook', api_key: 'platform-secret-1', room: 'x' },
      llm_config: { provider: 'local', temperature: 0.2, max_tokens: 77, system_prompt: 'Be kind.' },
    });
    await call('PUT', `/bots/${bot.id}`, { name: 'After', llm_config: { temperature: 0.5 } });
    const changed = (await call('GET', `/bots/${bot.id}`)).body;
    expect(changed).toMatchObject({
      name: 'After',
      description: 'kept',
      platform_config: { webhook_url: 'https://example.org/hook', has_api_key: true },
      llm_config: { temperature: 0.5, max_tokens: 77, system_prompt: 'Be kind.' },
    });
    await call('PUT', `/bots/${bot.id}`, { platform_config: { api_key: null }, avatar_url: null });
    expect((await call('GET', `/bots/${bot.id}`)).body).toMatchObject({
      platform_config: { webhook_url: 'https://example.org/hook', has_api_key: false },
    });
  });

  it('name what they ask for and do not have', async () => {
    const bot = await newBot({
      name: 'Wants',
      knowledge_base_ids: ['kb_id_1'],
      plugins: ['weather'],
      llm_config: { provider: 'openai', model: 'gpt-3.5-turbo' },
    });
    expect(bot).toMatchObject({ knowledge_base_ids: ['kb_id_1'], plugins: ['weather'] });
    expect(bot.warnings).toEqual([
      expect.stringContaining('kb_id_1'),
      expect.stringContaining('weather'),
      expect.stringContaining('openai'),
    ]);
  });

  it('are deleted with their conversations', async () => {
    const bot = await newBot();
    const { id } = (await call('POST', '/conversations/', { bot_id: bot.id })).body;
    expect((await call('DELETE', `/bots/${bot.id}`)).body).toMatchObject({ success: true, bot_id: bot.id });
    expectChatagentError(await call('GET', `/bots/${bot.id}`), 404, 'NOT_FOUND');
    expectChatagentError(await call('GET', `/conversations/${id}/messages`), 404, 'NOT_FOUND');
  });

  it('of somebody else are nowhere, on any route', async () => {
    const { call: stranger } = await newChatagentUser(running, `stranger${Date.now()}`);
    const { id } = await newBot({ name: 'Secret bot' });
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
      ['DELETE', ''],
      ['POST', '/start'],
      ['POST', '/stop'],
      ['GET', '/status'],
    ] as const) {
      const answer = await stranger(
        method,
        `/bots/${id}${path}`,
        method === 'PUT' ? { name: 'x' } : undefined,
      );
      expectChatagentError(answer, 404, 'NOT_FOUND');
    }
    expectChatagentError(await stranger('POST', '/conversations/', { bot_id: id }), 404, 'NOT_FOUND');
    expect(JSON.stringify((await stranger('GET', '/bots/?search=Secret')).body)).not.toContain(id);
    expect(JSON.stringify((await owner('GET', '/bots/?limit=500')).body)).not.toContain(id);
  });
});

describe('a bot that is started and stopped', () => {
  it('says so, counts what it did, and is the same after a restart', async () => {
    const { id } = await newBot();
    const status = async () => (await call('GET', `/bots/${id}/status`)).body;
    expect(await status()).toEqual({
      bot_id: id,
      is_running: false,
      is_online: false,
      start_time: null,
      message_count: 0,
      error_count: 0,
      last_activity: null,
    });
    const { id: conversation } = (await call('POST', '/conversations/', { bot_id: id })).body;
    const say = () => call('POST', `/conversations/${conversation}/messages`, { content: 'Hello' });
    expect((await say()).status, 'never started').toBe(200);
    expect((await call('POST', `/bots/${id}/start`)).body).toMatchObject({ success: true, bot_id: id });
    const started = await status();
    expect(started).toMatchObject({ is_running: true, is_online: true, message_count: 2, error_count: 0 });
    await call('POST', `/bots/${id}/start`);
    expect((await status()).start_time).toBe(started.start_time);
    await say();
    const before = await status();
    expect(before).toMatchObject({ message_count: 4, last_activity: expect.stringMatching(/Z$/) });

    await tomo.stop();
    tomo = await startTomo({ dataDirectory: tomo.dataDirectory, args: ['--model', testModel('talker')] });
    expect(await status()).toEqual(before);

    await call('POST', `/bots/${id}/stop`);
    expect(await status()).toMatchObject({ is_running: false, is_online: false, start_time: null });
    expectChatagentError(await say(), 503, 'SERVICE_UNAVAILABLE');
    expect((await status()).message_count, 'a refused message is not kept').toBe(4);
    await call('POST', `/bots/${id}/start`);
    expect((await say()).status).toBe(200);
  });
});
