import { z } from 'zod';
import { AccessError } from '../../../http/auth/access-error.ts';
import { bearerToken } from '../../../http/auth/guard.ts';
import { mayRegister, signIn } from '../../../http/auth/sign-in.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { languageOf } from '../messages/language.ts';
import { textFor } from '../messages/text-for.ts';
import { login, me, refresh, registration, tokens, toMe, toTokens } from './account-body.ts';

const tags = ['Authentication'];

export function registerAuth(app: DialectApp, services: DialectServices): void {
  const { accounts, authenticator, sessions } = services;

  app.post(
    '/api/v1/auth/register',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'Register an account, and sign in',
        description: "Works with the owner's key, and for everybody where the owner opened registration.",
        body: registration,
        response: { 201: tokens },
      },
    },
    async (request, reply) => {
      const { nickname: name, role, ...rest } = request.body;
      const token = bearerToken(request);
      const isOwner = await mayRegister(services, request, token);
      if (role !== 'user' && !isOwner) throw new AccessError('forbidden', 'Only the owner makes admins');
      const registered = await accounts.register({ ...rest, name });
      if (role === 'admin') {
        const owner = await authenticator.authenticate(token, request.ip);
        await accounts.change(owner, registered.id, { role });
      }
      const account = await accounts.get(registered.id);
      return reply.code(201).send(toTokens(account, await sessions.open(account.id)));
    },
  );

  app.post(
    '/api/v1/auth/login',
    {
      config: { public: true },
      schema: { tags, summary: 'Sign in', body: login, response: { 200: tokens } },
    },
    async (request) => {
      const account = await signIn(services, request, request.body.username, request.body.password);
      return toTokens(account, await sessions.open(account.id));
    },
  );

  app.post(
    '/api/v1/auth/refresh',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'Exchange a refresh token for the next pair',
        description: 'A refresh token works once. One that comes a second time ends its session.',
        body: refresh,
        response: { 200: tokens },
      },
    },
    async (request) => {
      const pair = await sessions.refresh(request.body.refresh_token);
      return toTokens(await accounts.get(pair.userId), pair);
    },
  );

  app.post(
    '/api/v1/auth/logout',
    {
      config: { inPerson: true },
      schema: {
        tags,
        summary: 'Sign out',
        description: 'Ends the session of this access token, and closes what it had opened.',
        response: { 200: z.object({ success: z.literal(true), message: z.string() }) },
      },
    },
    async (request) => {
      const { sessionId } = request.principal;
      if (sessionId !== null) await sessions.end(sessionId);
      return { success: true as const, message: textFor(languageOf(request), 'signed_out') };
    },
  );

  app.get(
    '/api/v1/auth/me',
    { schema: { tags, summary: 'Who I am', response: { 200: me } } },
    async (request) => toMe(await accounts.get(request.principal.userId)),
  );
}
