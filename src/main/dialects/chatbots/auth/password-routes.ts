import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success } from '../envelope.ts';
import { email, password } from './auth-body.ts';

const tags = ['Authentication'];
const config = { public: true, limitGroup: 'password-reset' } as const;

const resetRequest = z.object({ email });
const reset = z.object({
  token: z.string().min(1).max(1_000),
  password: password.optional().describe('The new one'),
  newPassword: password.optional().describe('The same as `password`'),
});

/** Another password for whoever has the mailbox of an account. */
export function registerPasswordReset(app: DialectApp, services: DialectServices): void {
  app.post(
    '/api/v1/auth/password-reset-request',
    {
      config,
      schema: {
        tags,
        summary: 'Ask for another password',
        description:
          'A message with a token goes to the address, where it belongs to an account; the answer is the same for ' +
          'every address. Where no mail is configured, the message waits for the owner.',
        body: resetRequest,
        response: { 200: enveloped(z.null()) },
      },
    },
    async (request) => {
      services.passwordResets.request(request.body.email);
      return success(null, 'If there is an account with this address, a message is on its way to it');
    },
  );

  app.post(
    '/api/v1/auth/password-reset',
    {
      config,
      schema: {
        tags,
        summary: 'Set another password',
        description: 'With the token of the message, once. Every session of the account ends.',
        body: reset.refine(({ password, newPassword }) => (password ?? newPassword) !== undefined, {
          message: 'send the new password',
          path: ['password'],
        }),
        response: { 200: enveloped(z.null()) },
      },
    },
    async (request) => {
      const { token, password, newPassword = password } = request.body;
      await services.passwordResets.reset(token, newPassword ?? '');
      return success(null, 'The password is changed; sign in with it');
    },
  );
}
