import type { AccountBody } from '../../../shared/api/accounts.ts';
import type { Account } from '../../domain/accounts/account-service.ts';

/** An account as the native API shows it. */
export function toAccountBody(account: Account): AccountBody {
  return {
    id: account.id,
    email: account.email,
    username: account.username,
    name: account.name,
    role: account.role,
    tier: account.tier,
    requests_per_hour: account.requestsPerHour,
    email_verified: account.emailVerified,
    created_at: new Date(account.createdAtMs).toISOString(),
  };
}
