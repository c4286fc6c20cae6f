import { z } from 'zod';
import type { Account } from '../../../domain/accounts/account-service.ts';
import { publicName } from '../../../domain/accounts/public-name.ts';
import { bearerToken } from '../../../http/auth/guard.ts';
import { mayRegister, signIn } from '../../../http/auth/sign-in.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { clearSessionCookie, SESSION_SECONDS, setSessionCookie } from '../session-cookie.ts';
import { success, timestamp, toTimestamp } from '../success-body.ts';

const tags = ['Authentication'];

const credentials = z.object({
  username: z.string().min(1).max(254).describe('Or the email address'),
  password: z.string().min(1).max(1_000),
});

const registration = z
  .object({
    username: z
      .string()
      .regex(/^[\p{L}\p{N}._-]{1,64}$/u, 'letters, digits, dots, dashes and underscores')
      .optional(),
    email: z.email().max(254).optional(),
    password: z.string().min(8, 'at least 8 characters').max(1_000),
    displayName: z.string().trim().min(1).max(100).optional(),
  })
  .refine(({ username, email }) => username !== undefined || email !== undefined, {
    path: ['username'],
    message: 'a username or an email address is needed',
  });

const signedUp = success.extend({ user: z.object({ id: z.string(), username: z.string() }) });

const signedIn = signedUp.extend({
  token: z.string().describe('For the WebSocket, and as a bearer'),
  expiresAt: timestamp,
});

export function registerAuth(app: DialectApp, services: DialectServices): void {
  const { accounts, sessions } = services;

  app.post(
    '/v1/auth/login',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'Sign in',
        description: 'Sets the session cookie, which lasts a week or until the sign-out.',
        body: credentials,
        response: { 200: signedIn },
      },
    },
    async (request, reply) => {
      const { username, password } = request.body;
      const account = await signIn(services, request, username, password);
      const { accessToken } = await sessions.open(account.id, SESSION_SECONDS);
      setSessionCookie(request, reply, app.prefix, accessToken);
      return {
        success: true as const,
        message: 'Authentication successful',
        user: toUser(account),
        token: accessToken,
        expiresAt: toTimestamp(Date.now() + SESSION_SECONDS * 1000),
      };
    },
  );

  app.post(
    '/v1/auth/register',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'Register an account',
        description: "Works with the owner's key, and for everybody where the owner opened registration.",
        body: registration,
        response: { 200: signedUp },
      },
    },
    async (request) => {
      await mayRegister(services, request, bearerToken(request));
      const { displayName, ...wanted } = request.body;
      const account = await accounts.register({ ...wanted, name: displayName });
      return { success: true as const, message: 'Registration successful', user: toUser(account) };
    },
  );

  app.post(
    '/v1/auth/logout',
    {
      config: { inPerson: true },
      schema: {
        tags,
        summary: 'Sign out',
        description:
          'Ends the session on the server and takes the cookie back; open WebSockets of it are closed.',
        response: { 200: success },
      },
    },
    async (request, reply) => {
      const { sessionId } = request.principal;
      if (sessionId !== null) await sessions.end(sessionId);
      clearSessionCookie(request, reply, app.prefix);
      return { success: true as const, message: 'Signed out' };
    },
  );
}

function toUser(account: Account) {
  return { id: account.id, username: publicName(account) };
}
