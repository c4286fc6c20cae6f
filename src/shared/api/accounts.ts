import { z } from 'zod';
import { timestamp } from './common.ts';

export const email = z.email().max(254).describe('Email address');
const newPassword = z.string().min(8, 'at least 8 characters').max(1_000);
const displayName = z.string().trim().min(1).max(200);

export const registration = z
  .object({
    email,
    password: newPassword,
    name: displayName.optional(),
    username: z
      .string()
      .regex(/^[\p{L}\p{N}._-]{1,64}$/u, 'letters, digits, dots, dashes and underscores')
      .optional(),
  })
  .describe('Registration');

export const account = z.object({
  id: z.string(),
  email: z.string().nullable(),
  username: z.string().nullable(),
  name: z.string(),
  role: z.enum(['owner', 'admin', 'user']),
  tier: z.enum(['free', 'pro', 'enterprise']),
  /** Null where the tier's own number holds, and for the owner, who has no limit. */
  requests_per_hour: z.number().int().nullable(),
  email_verified: z.boolean(),
  created_at: timestamp,
});
export type AccountBody = z.infer<typeof account>;

export const accountList = z.object({ accounts: z.array(account) });

export const accountChanges = z.object({
  name: displayName.optional(),
  role: z.enum(['admin', 'user']).optional(),
  tier: z.enum(['free', 'pro', 'enterprise']).optional(),
  requests_per_hour: z.number().int().min(0).max(1_000_000_000).nullable().optional(),
});

export const login = z
  .object({ email: z.string().min(1).max(254), password: z.string().min(1).max(1_000) })
  .describe('`email` may also be the username');

export const tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string().describe('Exchange it once, at `POST /v1/auth/refresh`, for the next pair'),
  expires_in: z.number().int().describe('Seconds until the access token ends'),
  user: account,
});
export type TokensBody = z.infer<typeof tokens>;

export const refresh = z.object({ refresh_token: z.string().min(1).max(1_000) });

export const passwordChange = z.object({
  current_password: z.string().min(1).max(1_000),
  new_password: newPassword,
});

export const apiKeyDraft = z.object({
  name: displayName,
  scopes: z
    .array(z.enum(['read', 'chat', 'write']))
    .min(1)
    .max(3)
    .default(['read', 'chat', 'write']),
  expires_at: z.iso.datetime({ offset: true }).nullable().default(null),
});

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string().describe('The last letters of the key'),
  scopes: z.array(z.enum(['read', 'chat', 'write'])),
  created_at: timestamp,
  expires_at: timestamp.nullable(),
  last_used_at: timestamp.nullable().describe('To the minute'),
});
export type ApiKeyBody = z.infer<typeof apiKey>;

export const newApiKey = apiKey.extend({ key: z.string().describe('Shown this once') });
export const apiKeyList = z.object({ api_keys: z.array(apiKey) });
