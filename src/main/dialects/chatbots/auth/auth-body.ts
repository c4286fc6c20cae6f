import { z } from 'zod';
import type { Account } from '../../../domain/accounts/account-service.ts';
import type { TokenPair } from '../../../domain/accounts/session-tokens.ts';
import { timestamp } from '../envelope.ts';

export const password = z.string().min(8, 'at least 8 characters').max(1_000);
export const email = z.email().max(254);
export const username = z
  .string()
  .regex(/^[\p{L}\p{N}._-]{1,64}$/u, 'letters, digits, dots, dashes and underscores');
export const personName = z.string().trim().min(1).max(200);

/** What may be said about a person's name: all of it, or its two halves. */
export const nameParts = {
  name: personName.optional(),
  firstName: z.string().trim().max(100).optional().describe('With `lastName`, where `name` is left out'),
  lastName: z.string().trim().max(100).optional(),
};

export function nameOf(parts: {
  name?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
}): string | undefined {
  const { name, firstName = '', lastName = '' } = parts;
  return name ?? (`${firstName} ${lastName}`.trim() || undefined);
}

export const user = z.object({
  id: z.string(),
  username: z.string().nullable(),
  email: z.string().nullable(),
  name: z.string(),
  role: z.enum(['owner', 'admin', 'user']),
  tier: z.enum(['free', 'pro', 'enterprise']),
  emailVerified: z.boolean(),
  createdAt: timestamp,
});

export const tokens = z.object({
  token: z.string().describe('The same as `accessToken`'),
  accessToken: z.string(),
  refreshToken: z.string(),
  tokenType: z.literal('Bearer'),
  expiresIn: z.int().describe('Seconds for which the access token is valid'),
  user,
});

export function toUserBody(account: Account): z.infer<typeof user> {
  return {
    id: account.id,
    username: account.username,
    email: account.email,
    name: account.name,
    role: account.role,
    tier: account.tier,
    emailVerified: account.emailVerified,
    createdAt: new Date(account.createdAtMs).toISOString(),
  };
}

export function toTokensBody(account: Account, pair: TokenPair): z.infer<typeof tokens> {
  return {
    token: pair.accessToken,
    accessToken: pair.accessToken,
    refreshToken: pair.refreshToken,
    tokenType: 'Bearer',
    expiresIn: pair.expiresInSeconds,
    user: toUserBody(account),
  };
}
