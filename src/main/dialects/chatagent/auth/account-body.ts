import { z } from 'zod';
import type { Account } from '../../../domain/accounts/account-service.ts';
import type { TokenPair } from '../../../domain/accounts/session-tokens.ts';

export const timestamp = z.iso.datetime();

const email = z.email().max(254);
const password = z.string().max(1_000);

export const registration = z.object({
  username: z
    .string()
    .regex(/^[\p{L}\p{N}._-]{1,64}$/u, 'letters, digits, dots, dashes and underscores')
    .optional()
    .describe('Made from the address where it is left out'),
  nickname: z.string().trim().min(1).max(200).optional(),
  email,
  password: password.min(8, 'at least 8 characters'),
  role: z.enum(['user', 'admin']).default('user').describe('Only the owner makes admins'),
});

export const login = z.object({
  username: z.string().min(1).max(254).describe('Or the e-mail address'),
  password: password.min(1),
});

export const refresh = z.object({ refresh_token: z.string().min(1).max(1_000) });

const userInfo = z.object({
  id: z.string(),
  /** The owner has a key instead of these two. */
  username: z.string().nullable(),
  nickname: z.string(),
  email: z.string().nullable(),
  role: z.enum(['owner', 'admin', 'user']),
  created_at: timestamp,
});

export const me = userInfo.extend({ is_active: z.boolean(), updated_at: timestamp });

export const tokens = z.object({
  success: z.literal(true),
  access_token: z.string(),
  refresh_token: z.string().describe('Exchange it once, at `/auth/refresh`, for the next pair'),
  token_type: z.literal('bearer'),
  expires_in: z.int().describe('Seconds'),
  user_info: userInfo,
});

export function toTokens(account: Account, pair: TokenPair): z.infer<typeof tokens> {
  return {
    success: true,
    access_token: pair.accessToken,
    refresh_token: pair.refreshToken,
    token_type: 'bearer',
    expires_in: pair.expiresInSeconds,
    user_info: toUserInfo(account),
  };
}

export function toMe(account: Account): z.infer<typeof me> {
  return {
    ...toUserInfo(account),
    // An account that is not active any more is deleted, and asks for nothing.
    is_active: true,
    updated_at: new Date(account.updatedAtMs).toISOString(),
  };
}

function toUserInfo({ id, username, name, email, role, createdAtMs }: Account): z.infer<typeof userInfo> {
  return { id, username, nickname: name, email, role, created_at: new Date(createdAtMs).toISOString() };
}
