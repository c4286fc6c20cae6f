import { expect } from 'vitest';
import type { Answer, RunningTomo } from './start-tomo.ts';

const PASSWORD = 'SecurePassword123!';
let count = 0;

/** Somebody who calls the ChatAgent API. */
export interface ChatagentCaller {
  id: string;
  headers: Record<string, string>;
  /** @param path from behind `/chatagent/api/v1` */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** An account, signed in. @param changes of the owner to it, e.g. its tier */
export async function newChatagentAccount(tomo: RunningTomo, changes: object = {}): Promise<ChatagentCaller> {
  const account = { email: `agent${++count}@example.com`, password: PASSWORD };
  const { id } = (await tomo.call('POST', '/v1/auth/register', account)).body;
  if (Object.keys(changes).length > 0) {
    expect((await tomo.call('PATCH', `/v1/accounts/${id}`, changes)).status).toBe(200);
  }
  const { body } = await tomo.call('POST', '/v1/auth/login', account, { authorization: '' });
  const headers = { authorization: `Bearer ${body.access_token}` };
  return {
    id,
    headers,
    call: (method, path, content, more) =>
      tomo.call(method, `/chatagent/api/v1${path}`, content, { ...headers, ...more }),
  };
}
