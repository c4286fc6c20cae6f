import { expect } from 'vitest';
import { ask } from '../abuse/ask.ts';
import type { Answer, RunningTomo } from './start-tomo.ts';

const PASSWORD = 'SecurePassword123!';
let count = 0;

/** Somebody with an account who signed in at the platform. */
export interface BambisleepPerson {
  id: string;
  name: string;
  token: string;
  /** As a browser would send it. */
  cookie: string;
  /** Everything that was said about the cookie. */
  setCookie: string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** Registers somebody and signs them in. */
export async function newBambisleepPerson(tomo: RunningTomo): Promise<BambisleepPerson> {
  const name = `guest${++count}`;
  const registered = await tomo.call('POST', '/bambisleep/v1/auth/register', {
    username: name,
    password: PASSWORD,
  });
  expect(registered.body).toMatchObject({ success: true, user: { username: name } });
  const login = { username: name, password: PASSWORD };
  // From ever another address: each may try ten times a minute.
  const { body, headers } = await ask(tomo.url, {
    method: 'POST',
    path: '/bambisleep/v1/auth/login',
    body: login,
  });
  const [setCookie = ''] = headers['set-cookie'] ?? [];
  return {
    id: body.user.id,
    name,
    token: body.token,
    cookie: setCookie.split(';')[0] ?? '',
    setCookie,
    call: (method, path, sent) =>
      tomo.call(method, `/bambisleep/v1${path}`, sent, { authorization: `Bearer ${body.token}` }),
  };
}

/** The answer is an error in the platform's shape. */
export function expectBambisleepError(
  answer: Pick<Answer, 'status' | 'body'>,
  status: number,
  code: string,
): void {
  expect(answer.body).toEqual({
    error: true,
    code,
    message: expect.stringMatching(/\S/),
    details: expect.any(Object),
  });
  expect(answer.status).toBe(status);
}
