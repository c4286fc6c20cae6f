import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { makeThings } from '../server/chatbots-things.ts';
import { KEY, type RunningTomo } from '../support/start-tomo.ts';
import { ask, bearer } from './ask.ts';

const AVATAR = join(import.meta.dirname, '../../resources/avatars/tomo.vrm');
const PASSWORD = 'SecurePassword123!';
let count = 0;

/** An account with one thing of every kind. */
export interface Person {
  id: string;
  token: string;
  refreshToken: string;
  /** The ids of what it has, by the name that the parameter has in addresses. */
  ids: Readonly<Record<string, string>>;
  /** A key that it made, with these scopes. */
  apiKey(scopes: readonly string[]): Promise<string>;
  get(path: string): Promise<unknown>;
}

/** Registers somebody who has no limit of requests, and who has used everything there is. */
export async function newPerson(tomo: RunningTomo): Promise<Person> {
  const email = `person${++count}@example.com`;
  const call = async (token: string, method: string, path: string, body?: unknown) => {
    const answer = await ask(tomo.url, { method, path, headers: bearer(token), body });
    expect([method, path, answer.status < 300, answer.text]).toEqual([method, path, true, answer.text]);
    return answer.body;
  };
  const { id } = await call(KEY, 'POST', '/v1/auth/register', { email, password: PASSWORD });
  await call(KEY, 'PATCH', `/v1/accounts/${id}`, { tier: 'enterprise', requests_per_hour: 1_000_000 });
  const login = await call('', 'POST', '/v1/auth/login', { email, password: PASSWORD });
  const token = login.access_token as string;
  const own = (method: string, path: string, body?: unknown) => call(token, method, path, body);

  const { characters } = await own('GET', '/v1/characters');
  const character_id = characters[0].id as string;
  const conversation = await own('POST', '/v1/conversations', { character_id, initial_message: 'hello' });
  const key = await own('POST', '/v1/api-keys', { name: 'kept' });
  const model = await upload(tomo.url, token, '/v1/vrm-models', await readFile(AVATAR), 'mine.vrm');
  const base = await own('POST', '/v1/knowledge-bases', { name: 'Mine' });
  const memory = await own('POST', '/v1/memories', { content: 'The user has a secret plan.' });
  const documents = `/v1/knowledge-bases/${base.id}/documents`;
  const document_id = await upload(tomo.url, token, documents, Buffer.from('My secret plan.'), 'plan.txt');
  const voice = await own('POST', '/chattr/api/v1/media/voice', { text: 'Mine.', character_id });
  const trigger = await own('POST', '/bambisleep/v1/triggers', { name: 'plan', content: 'My secret plan.' });
  const { username } = await own('GET', '/v1/auth/me');
  await own('PUT', `/bambisleep/v1/profile/${username}`, { isPublic: false });
  const chatbots = await makeThings(
    (method, path, body) => own(method, `/chatbots/api/v1${path}`, body),
    character_id,
  );
  const trained = async () => {
    const { data } = await own('GET', `/chatbots/api/v1/training/sessions/${chatbots.trainingSessionId}`);
    return data.completedAt !== null;
  };
  await vi.waitUntil(trained, { interval: 1_000, timeout: 60_000 });
  // Nobody is at this address, and none of the tests lets happen what it wants to be told.
  const hook = { url: 'https://webhook.invalid/', secret: 'My secret plan.', events: ['profile.update'] };
  const bambisleepHook = await own('POST', '/bambisleep/v1/webhooks', hook);
  return {
    id,
    token,
    refreshToken: login.refresh_token,
    ids: {
      account_id: id,
      api_key_id: key.id,
      character_id,
      bot_id: character_id,
      character: character_id,
      conversation_id: conversation.id,
      message_id: conversation.messages[1].id,
      model_id: model,
      memory_id: memory.id,
      outbox_message_id: 'out_none',
      knowledge_base_id: base.id,
      base_id: base.id,
      document_id,
      session_id: conversation.id,
      sessionId: conversation.id,
      username,
      triggerId: trigger.id,
      hookId: bambisleepHook.id,
      audioFile: `${conversation.messages[1].id}.wav`,
      request_id: voice.request_id,
      audio_file: `${voice.request_id}.wav`,
      model: `tomo/${character_id}`,
      ...chatbots,
      accountId: id,
    },
    apiKey: async (scopes) => (await own('POST', '/v1/api-keys', { name: 'made', scopes })).key,
    get: (path) => own('GET', path),
  };
}

async function upload(
  url: string,
  token: string,
  path: string,
  bytes: Uint8Array,
  name: string,
): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers: bearer(token), body: form });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}
