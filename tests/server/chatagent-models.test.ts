import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CallChatagent,
  ChatagentSocket,
  chatagentAs,
  expectChatagentError,
  newChatagentUser,
} from '../support/chatagent-client.ts';
import { openAiClient } from '../support/openai-client.ts';
import { type RememberingModel, rememberingModel } from '../support/remembering-model.ts';
import { type Answer, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

const LOCAL = 'Hello there! I am a test model. How are you today?';
const FAR = 'I answer from far away.';
const MODEL_KEY = 'sk-bot-0123456789-secret';
const PLATFORM_KEY = 'platform-0123456789-secret';

let tomo: RunningTomo;
let far: RememberingModel;
const owner = chatagentAs(() => tomo);
let user: Awaited<ReturnType<typeof newChatagentUser>>;

beforeAll(async () => {
  far = await rememberingModel(FAR);
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
  user = await newChatagentUser(() => tomo, 'ada');
});
afterAll(async () => {
  await tomo.stop();
  far.close();
});

async function talkTo(call: CallChatagent, bot_id: string): Promise<Answer> {
  const { id } = (await call('POST', '/conversations/', { bot_id })).body;
  return await call('POST', `/conversations/${id}/messages`, { content: 'Hello' });
}
const heard = async (call: CallChatagent, id: string) => (await talkTo(call, id)).body.bot_response.content;

async function newBot(llm_config: object, call = owner, more: object = {}) {
  const { status, body } = await call('POST', '/bots/', { name: 'Far bot', llm_config, ...more });
  expect([status, body]).toEqual([201, body]);
  return body;
}

describe('a bot with a model of its own', () => {
  it('is asked there, with its settings and its key', async () => {
    const bot = await newBot({
      provider: 'openai',
      base_url: far.url,
      model: 'far-7',
      api_key: MODEL_KEY,
      temperature: 0.9,
      max_tokens: 99,
      system_prompt: 'You are far away.',
    });
    expect(bot.llm_config).toEqual({
      provider: 'openai',
      base_url: far.url,
      model: 'far-7',
      has_api_key: true,
      temperature: 0.9,
      max_tokens: 99,
      system_prompt: 'You are far away.',
    });
    expect(bot).not.toHaveProperty('warnings');
    expect(await heard(owner, bot.id)).toBe(FAR);
    expect(far.lastRequest()).toMatchObject({ model: 'far-7', temperature: 0.9, max_tokens: 99 });
    expect(far.lastTurns()[0]?.content).toContain('You are far away.');
    expect(far.lastKey()).toBe(`Bearer ${MODEL_KEY}`);
  });

  it('has it in every API, and no other character has', async () => {
    const { id } = await newBot({ provider: 'mine', base_url: far.url, model: 'far-1' });
    const native = await tomo.call('POST', '/v1/conversations', { character_id: id, initial_message: 'Hi' });
    expect(native.body.messages[1].content).toBe(FAR);
    const chattr = await tomo.call('POST', '/chattr/api/v1/chat/message', {
      message: 'Hi',
      character_id: id,
    });
    expect(chattr.body.response).toBe(FAR);
    const openai = await openAiClient(tomo.url).chat.completions.create({
      model: `tomo/${id}`,
      messages: [{ role: 'user', content: 'Hi' }],
    });
    expect(openai.choices[0]?.message.content).toBe(FAR);
    expect(await heard(owner, await tomo.characterId())).toBe(LOCAL);
  });

  it('without a key for a server that wants one, or with an example’s, has the local model', async () => {
    for (const llm_config of [
      { provider: 'openai', model: 'gpt-3.5-turbo' },
      { provider: 'openai', model: 'gpt-3.5-turbo', api_key: 'your_openai_api_key' },
      { provider: 'somewhere', model: 'some-model', api_key: MODEL_KEY },
    ]) {
      const bot = await newBot(llm_config);
      expect(bot.warnings).toEqual([expect.stringContaining(llm_config.provider)]);
      expect(await heard(owner, bot.id)).toBe(LOCAL);
    }
  });

  it('keeps its key for that server, and gives it to no other', async () => {
    const { id } = await newBot({
      provider: 'openai',
      base_url: far.url,
      model: 'far-1',
      api_key: MODEL_KEY,
    });
    await owner('PUT', `/bots/${id}`, { llm_config: { provider: 'openai', model: 'far-2' } });
    expect(await heard(owner, id)).toBe(FAR);
    expect([far.lastRequest().model, far.lastKey()]).toEqual(['far-2', `Bearer ${MODEL_KEY}`]);
    const elsewhere = far.url.replace('127.0.0.1', 'localhost');
    await owner('PUT', `/bots/${id}`, { llm_config: { base_url: elsewhere } });
    expect(await heard(owner, id)).toBe(FAR);
    expect(far.lastKey()).toBeUndefined();
    await owner('PUT', `/bots/${id}`, { llm_config: { provider: 'local' } });
    expect(await heard(owner, id)).toBe(LOCAL);
  });

  it('that cannot be reached says so in each API, counts it, and goes on when it is back', async () => {
    const { id } = await newBot({
      provider: 'openai',
      base_url: 'http://127.0.0.1:1/v1',
      api_key: MODEL_KEY,
    });
    await owner('POST', `/bots/${id}/start`);
    const failed = await talkTo(owner, id);
    expectChatagentError(failed, 503, 'SERVICE_UNAVAILABLE');
    const native = await tomo.call('POST', '/v1/conversations', { character_id: id, initial_message: 'Hi' });
    expect(native.body.error).toMatchObject({ code: 'remote_failed' });
    const chattr = await tomo.call('POST', '/chattr/api/v1/chat/message', {
      message: 'Hi',
      character_id: id,
    });
    expect(chattr.body.error).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    const { id: conversation } = (await owner('POST', '/conversations/', { bot_id: id })).body;
    const client = await ChatagentSocket.open(tomo, conversation);
    client.say('Hello');
    expect(await client.next('error')).toMatchObject({
      error: { code: 'SERVICE_UNAVAILABLE' },
      request_id: expect.stringMatching(/^req_/),
    });
    client.close();
    const status = async () => (await owner('GET', `/bots/${id}/status`)).body;
    expect(await status()).toMatchObject({ is_running: true, is_online: false, error_count: 4 });
    await owner('PUT', `/bots/${id}`, { llm_config: { base_url: far.url } });
    expect(await heard(owner, id)).toBe(FAR);
    expect(await status()).toMatchObject({ is_online: true, error_count: 4 });
  });
});

describe('an account’s bot', () => {
  it.each([
    'http://127.0.0.1:8080/v1',
    'http://localhost:8080/v1',
    'http://[::1]:8080/v1',
    'http://[::ffff:10.0.0.1]/v1',
    'http://192.168.1.1/v1',
    'http://169.254.169.254/v1',
    'http://2130706433/v1',
    'http://0/v1',
    'file:///etc/passwd',
    'not an address',
  ])('is not sent to %s', async (base_url) => {
    const answer = await user.call('POST', '/bots/', { name: 'x', llm_config: { provider: 'x', base_url } });
    expectChatagentError(answer, 400, 'VALIDATION_ERROR');
    const { id } = await newBot({}, user.call);
    expectChatagentError(
      await user.call('PUT', `/bots/${id}`, { llm_config: { provider: 'x', base_url } }),
      400,
      'VALIDATION_ERROR',
    );
    const webhook = { platform_config: { webhook_url: base_url } };
    expectChatagentError(await user.call('PUT', `/bots/${id}`, webhook), 400, 'VALIDATION_ERROR');
    expect(await heard(user.call, id)).toBe(LOCAL);
  });

  it('that the owner pointed at this machine does not reach it either', async () => {
    const before = far.count();
    const { id } = await newBot({}, user.call);
    expect(
      (await owner('PUT', `/bots/${id}`, { llm_config: { provider: 'x', base_url: far.url } })).status,
    ).toBe(200);
    expectChatagentError(await talkTo(user.call, id), 503, 'SERVICE_UNAVAILABLE');
    expect(far.count()).toBe(before);
  });

  it('reaches a server that the owner allowed', async () => {
    const { host } = new URL(far.url);
    await tomo.call('PUT', '/v1/settings', { webhook_allowed_hosts: [host] });
    const { id } = await newBot({ provider: 'x', base_url: far.url, model: 'far-9' }, user.call);
    expect(await heard(user.call, id)).toBe(FAR);
    await tomo.call('PUT', '/v1/settings', { webhook_allowed_hosts: [] });
    expectChatagentError(await talkTo(user.call, id), 503, 'SERVICE_UNAVAILABLE');
  });
});

it('keys are in no answer, no log, and nowhere in plain text', async () => {
  const config = { provider: 'openai', base_url: far.url, api_key: MODEL_KEY };
  const platform_config = { webhook_url: 'https://example.org/hook', api_key: PLATFORM_KEY };
  const bot = await newBot(config, owner, { platform_config });
  expect(bot.platform_config).toEqual({ webhook_url: 'https://example.org/hook', has_api_key: true });
  await talkTo(owner, bot.id);
  const paths = [
    `/bots/${bot.id}`,
    '/bots/',
    `/bots/${bot.id}/status`,
    '/conversations/',
    '/monitoring/logs',
  ];
  const shown = await Promise.all(paths.map(async (path) => JSON.stringify((await owner('GET', path)).body)));
  const native = JSON.stringify((await tomo.call('GET', `/v1/characters/${bot.id}`)).body);
  await tomo.stop();
  const said = [JSON.stringify(bot), ...shown, native, tomo.log()].join('\n');
  const entries = await readdir(tomo.dataDirectory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const secret of [MODEL_KEY, PLATFORM_KEY]) {
    expect(said).not.toContain(secret);
    for (const file of files) {
      const bytes = await readFile(join(file.parentPath, file.name));
      expect(bytes.includes(secret), file.name).toBe(false);
    }
  }
  tomo = await startTomo({ dataDirectory: tomo.dataDirectory, args: ['--model', testModel('talker')] });
  expect(await heard(owner, bot.id)).toBe(FAR);
  expect(far.lastKey()).toBe(`Bearer ${MODEL_KEY}`);
});
