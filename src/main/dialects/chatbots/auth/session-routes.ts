import { z } from 'zod';
import { mayRegister, signIn } from '../../../http/auth/sign-in.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success } from '../envelope.ts';
import { tokenOf } from '../token-of.ts';
import {
  email,
  nameOf,
  nameParts,
  password,
  tokens,
  toTokensBody,
  toUserBody,
  user,
  username,
} from './auth-body.ts';

const tags = ['Authentication'];

const registration = z.object({ email, password, username: username.optional(), ...nameParts });
const credentials = z
  .object({
    username: z.string().min(1).max(254).optional().describe('The username, or the e-mail address'),
    email: z.string().min(1).max(254).optional(),
    password: z.string().min(1).max(1_000),
  })
  .refine(({ username, email }) => (username ?? email) !== undefined, 'send a username or an email');
const refresh = z.object({ refreshToken: z.string().min(1).max(1_000) });

/** How sessions begin, go on and end. */
export function registerSessions(app: DialectApp, services: DialectServices): void {
  const { accounts, sessions } = services;

  app.post(
    '/api/v1/auth/register',
    {
      config: { public: true, limitGroup: 'register' },
      schema: {
        tags,
        summary: 'Register a new user',
        description: "Works with the owner's key, and for everybody where the owner opened registration.",
        body: registration,
        response: { 201: enveloped(user) },
      },
    },
    async (request, reply) => {
      await mayRegister(services, request, tokenOf(request));
      const { email, password, username } = request.body;
      const account = await accounts.register({ email, password, username, name: nameOf(request.body) });
      return reply.code(201).send(success(toUserBody(account), 'The account is registered'));
    },
  );

  app.post(
    '/api/v1/auth/login',
    {
      config: { public: true, limitGroup: 'login' },
      schema: {
        tags,
        summary: 'Sign in',
        description:
          'With `username` or `email`. The access token is a JWT and goes where an API key would, for an hour.',
        body: credentials,
        response: { 200: enveloped(tokens) },
      },
    },
    async (request) => {
      const { username, email = username, password } = request.body;
      const account = await signIn(services, request, email ?? '', password);
      return success(toTokensBody(account, await sessions.open(account.id)), 'Signed in');
    },
  );

  app.post(
    '/api/v1/auth/refresh-token',
    {
      config: { public: true, limitGroup: 'auth' },
      schema: {
        tags,
        summary: 'Exchange a refresh token for the next pair',
        description: 'A refresh token works once. One that comes a second time ends its session.',
        body: refresh,
        response: { 200: enveloped(tokens) },
      },
    },
    async (request) => {
      const pair = await sessions.refresh(request.body.refreshToken);
      return success(toTokensBody(await accounts.get(pair.userId), pair));
    },
  );

  app.post(
    '/api/v1/auth/logout',
    {
      config: { inPerson: true, limitGroup: 'auth' },
      schema: {
        tags,
        summary: 'Sign out',
        description: 'Ends the session of this access token, and its refresh token with it.',
        response: { 200: enveloped(z.null()) },
      },
    },
    async (request) => {
      const { sessionId } = request.principal;
      if (sessionId !== null) await sessions.end(sessionId);
      return success(null, 'Signed out');
    },
  );
}
