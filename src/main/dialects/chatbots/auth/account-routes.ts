import { z } from 'zod';
import { SCOPES } from '../../../domain/accounts/principal.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success, timestamp } from '../envelope.ts';
import { email, nameOf, nameParts, password, toUserBody, user, username } from './auth-body.ts';

const tags = ['Authentication'];

const changes = z.object({
  ...nameParts,
  username: username.optional(),
  email: email.optional().describe('Needs `currentPassword`'),
  newPassword: password.optional().describe('Needs `currentPassword`; every session of the account ends'),
  currentPassword: z.string().max(1_000).optional(),
});

const keyDraft = z.object({
  name: z.string().trim().min(1).max(200).default('API key'),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1)
    .max(SCOPES.length)
    .default([...SCOPES]),
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
});

const newKey = z.object({
  id: z.string(),
  apiKey: z.string().describe('Shown only here'),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  createdAt: timestamp,
  expiresAt: timestamp.nullable(),
});

/** What people do with their own account. */
export function registerOwnAccount(app: DialectApp, services: DialectServices): void {
  const { accounts, apiKeys, loginThrottle, sessions } = services;

  app.get(
    '/api/v1/auth/me',
    {
      config: { limitGroup: 'auth' },
      schema: {
        tags,
        summary: 'Who I am',
        description: 'The account behind the key.',
        response: { 200: enveloped(user) },
      },
    },
    async (request) => success(toUserBody(await accounts.get(request.principal.userId))),
  );

  app.put(
    '/api/v1/auth/me',
    {
      config: { inPerson: true, limitGroup: 'auth' },
      schema: {
        tags,
        summary: 'Change my account',
        description: 'What is left out stays as it is.',
        body: changes,
        response: { 200: enveloped(user) },
      },
    },
    async (request) => {
      const { userId } = request.principal;
      const { username, email, newPassword, currentPassword } = request.body;
      const wanted = { name: nameOf(request.body), username, email, newPassword, currentPassword };
      const change = () => accounts.changeOwn(userId, wanted);
      const guesses = (email ?? newPassword) !== undefined;
      const account = guesses ? await loginThrottle.attempt(userId, request.ip, change) : await change();
      if (newPassword !== undefined) await sessions.endAll(userId);
      return success(toUserBody(account), 'The account is changed');
    },
  );

  app.post(
    '/api/v1/auth/api-key',
    {
      config: { inPerson: true, limitGroup: 'auth' },
      schema: {
        tags,
        summary: 'Make an API key',
        description: 'The answer shows it; nothing shows it again. It goes into `X-API-Key`.',
        body: keyDraft,
        response: { 201: enveloped(newKey) },
      },
    },
    async (request, reply) => {
      const { name, scopes, expiresAt } = request.body;
      const expiresAtMs = expiresAt === null ? null : Date.parse(expiresAt);
      const { id, key, createdAtMs } = await apiKeys.create(request.principal, { name, scopes, expiresAtMs });
      const made = {
        id,
        apiKey: key,
        name,
        scopes,
        createdAt: new Date(createdAtMs).toISOString(),
        expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
      };
      return reply.code(201).send(success(made, 'The API key is made; it is not shown again'));
    },
  );
}
