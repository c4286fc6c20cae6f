import type { FastifyRequest } from 'fastify';
import type { Account, AccountService } from '../../domain/accounts/account-service.ts';
import type { AccessSettings } from '../../domain/settings/access-settings.ts';
import { AccessError } from './access-error.ts';
import type { Authenticator } from './authenticator.ts';
import type { LoginThrottle } from './login-throttle.ts';
import type { RegistrationThrottle } from './registration-throttle.ts';

/** What it takes to let somebody in with a password. */
export interface SignInServices {
  accounts: AccountService;
  loginThrottle: LoginThrottle;
}

export interface RegistrationServices {
  access: AccessSettings;
  authenticator: Authenticator;
  registrationThrottle: RegistrationThrottle;
}

/**
 * The account of these credentials; whoever guesses is slowed down.
 *
 * @param login email address or username
 * @throws DomainError `unauthenticated`
 * @throws AccessError `rate_limited`
 */
export async function signIn(
  { accounts, loginThrottle }: SignInServices,
  request: FastifyRequest,
  login: string,
  password: string,
): Promise<Account> {
  const name = await accounts.nameOfLogin(login);
  return await loginThrottle.attempt(name, request.ip, () => accounts.login(login, password));
}

/**
 * Lets the owner register anybody, and where the owner opened registration everybody.
 *
 * @param token what the request shows to say who asks
 * @returns whether it is the owner who asks
 * @throws AccessError `forbidden`, `rate_limited`
 */
export async function mayRegister(
  services: RegistrationServices,
  request: FastifyRequest,
  token: string | undefined,
): Promise<boolean> {
  const isOpen = services.access.current.registrationOpen;
  if (token !== undefined) {
    const asked = services.authenticator.authenticate(token, request.ip);
    const principal = await (isOpen ? asked.catch(() => null) : asked);
    if (principal?.role === 'owner' && principal.credential !== 'api_key') return true;
  }
  if (isOpen) {
    await services.registrationThrottle.take(request.ip);
    return false;
  }
  throw new AccessError(
    'forbidden',
    "Registration is closed here. Whoever has the owner's key can register accounts, or open registration",
  );
}
