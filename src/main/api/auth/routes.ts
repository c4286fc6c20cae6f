import { z } from 'zod';
import {
  account,
  login,
  passwordChange,
  refresh,
  registration,
  type TokensBody,
  tokens,
} from '../../../shared/api/accounts.ts';
import type { Account } from '../../domain/accounts/account-service.ts';
import type { TokenPair } from '../../domain/accounts/session-tokens.ts';
import { bearerToken } from '../../http/auth/guard.ts';
import { mayRegister, signIn } from '../../http/auth/sign-in.ts';
import { toAccountBody } from '../accounts/account-body.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';

const tags = ['Authentication'];

export function registerAuth(app: NativeApp, services: NativeServices): void {
  const { accounts, sessions } = services;

  app.post(
    '/auth/register',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'Register an account',
        description: "Works with the owner's key, and for everybody where the owner opened registration.",
        body: registration,
        response: { 201: account },
      },
    },
    async (request, reply) => {
      await mayRegister(services, request, bearerToken(request));
      return reply.code(201).send(toAccountBody(await accounts.register(request.body)));
    },
  );

  app.post(
    '/auth/login',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'Sign in',
        description: 'With the e-mail address or the username. The access token goes where a key would.',
        body: login,
        response: { 200: tokens },
      },
    },
    async (request) => {
      const found = await signIn(services, request, request.body.email, request.body.password);
      return toTokensBody(found, await sessions.open(found.id));
    },
  );

  app.post(
    '/auth/refresh',
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
      return toTokensBody(await accounts.get(pair.userId), pair);
    },
  );

  app.post(
    '/auth/logout',
    {
      config: { inPerson: true },
      schema: {
        tags,
        summary: 'Sign out',
        description:
          'Ends the session of this access token: neither it nor its refresh token is valid any more.',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { sessionId } = request.principal;
      if (sessionId !== null) await sessions.end(sessionId);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/auth/me',
    {
      schema: {
        tags,
        summary: 'Who I am',
        description: 'The account behind the key.',
        response: { 200: account },
      },
    },
    async (request) => toAccountBody(await accounts.get(request.principal.userId)),
  );

  app.put(
    '/auth/password',
    {
      config: { inPerson: true },
      schema: {
        tags,
        summary: 'Change my password',
        description: 'Ends every session of the account; sign in again with the new one.',
        body: passwordChange,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { userId } = request.principal;
      const { current_password, new_password } = request.body;
      await services.loginThrottle.attempt(userId, request.ip, () =>
        accounts.changePassword(userId, current_password, new_password),
      );
      await sessions.endAll(userId);
      return reply.code(204).send(null);
    },
  );
}

function toTokensBody(found: Account, pair: TokenPair): TokensBody {
  return {
    access_token: pair.accessToken,
    refresh_token: pair.refreshToken,
    expires_in: pair.expiresInSeconds,
    user: toAccountBody(found),
  };
}
