import { expect, it } from 'vitest';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests('talker');

it('the outbox and the mail server are the owner’s', async () => {
  const login = { email: 'outsider@example.com', password: 'SecurePassword123!' };
  await tomo.call('POST', '/v1/auth/register', login);
  const { body: tokens } = await tomo.call('POST', '/v1/auth/login', login);
  const headers = { authorization: `Bearer ${tokens.access_token}` };
  expect((await tomo.call('GET', '/v1/outbox')).body).toEqual({ messages: [] });
  expect((await tomo.call('GET', '/v1/outbox', undefined, headers)).status).toBe(403);
  const smtp = {
    host: '127.0.0.1',
    port: 2525,
    security: 'none',
    username: 'a',
    from: 'Tomo <a@example.org>',
  };
  const { body } = await tomo.call('PUT', '/v1/settings', { smtp: { ...smtp, password: 'mail password' } });
  expect(body.smtp).toEqual({ ...smtp, has_password: true });
  expect(JSON.stringify((await tomo.call('GET', '/v1/settings')).body)).not.toContain('mail password');
  expect((await tomo.call('PUT', '/v1/settings', { smtp: null })).body.smtp).toBeNull();
});
