import { TomoError } from './errors.ts';
import type { Http, TokenSource } from './http.ts';
import type { Account } from './types.ts';

/** What a login gave; keep it to go on later with `auth.resume`. */
export interface Session {
  accessToken: string;
  refreshToken: string;
  /** Milliseconds since 1970. */
  expiresAtMs: number;
}

interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  user: Account;
}

/** A token that ends sooner is renewed before it is used. */
const SPARE_MS = 30_000;

/** An API key, or a login whose access token is renewed by itself. */
export class SignIn implements TokenSource {
  readonly #apiKey: string | undefined;
  #session: Session | undefined;
  #renewal: Promise<void> | undefined;
  /** Told of each new pair of tokens, to keep it: a refresh token works once. */
  onSession: ((session: Session | null) => void) | undefined;

  constructor(apiKey: string | undefined) {
    this.#apiKey = apiKey;
  }

  /** Requests of `http` use this very sign-in. */
  async token(): Promise<string | undefined> {
    if (this.#session === undefined) return this.#apiKey;
    if (this.#session.expiresAtMs - SPARE_MS < Date.now()) await this.renew();
    return this.#session?.accessToken;
  }

  #http: Http | undefined;

  use(http: Http): void {
    this.#http = http;
  }

  /** Whoever asks meanwhile waits for the same renewal: sent twice, a refresh token ends its session. */
  async renew(): Promise<void> {
    this.#renewal ??= this.#exchange().finally(() => {
      this.#renewal = undefined;
    });
    await this.#renewal;
  }

  take(tokens: Tokens): void {
    const { accessToken, refreshToken, expiresIn } = tokens;
    this.set({ accessToken, refreshToken, expiresAtMs: Date.now() + expiresIn * 1_000 });
  }

  set(session: Session | null): void {
    this.#session = session ?? undefined;
    this.onSession?.(session);
  }

  async #exchange(): Promise<void> {
    if (this.#session === undefined || this.#http === undefined) return;
    const body = { refreshToken: this.#session.refreshToken };
    try {
      this.take(await this.#http.request<Tokens>('POST', '/auth/refresh', { body, anonymous: true }));
    } catch (error) {
      if (error instanceof TomoError && error.status === 401) this.set(null);
      throw error;
    }
  }
}

/** `client.auth` */
export class Auth {
  readonly #http: Http;
  readonly #signIn: SignIn;

  constructor(http: Http, signIn: SignIn) {
    this.#http = http;
    this.#signIn = signIn;
  }

  /** Works with the owner's key, and for everybody where the owner opened registration. */
  register(draft: { email: string; password: string; name?: string; username?: string }): Promise<Account> {
    return this.#http.request('POST', '/auth/register', { body: draft });
  }

  /** From now on the client asks as this account. */
  async login(credentials: { email: string; password: string }): Promise<Account> {
    const tokens = await this.#http.request<Tokens>('POST', '/auth/login', {
      body: credentials,
      anonymous: true,
    });
    this.#signIn.take(tokens);
    return tokens.user;
  }

  /** Goes on with a session that `onSession` gave earlier. */
  resume(session: Session): void {
    this.#signIn.set(session);
  }

  async logout(): Promise<void> {
    await this.#http.request('POST', '/auth/logout');
    this.#signIn.set(null);
  }

  me(): Promise<Account> {
    return this.#http.request('GET', '/auth/me');
  }

  /** Ends every session of the account. */
  async changePassword(currentPassword: string, newPassword: string): Promise<void> {
    await this.#http.request('PUT', '/auth/password', { body: { currentPassword, newPassword } });
    this.#signIn.set(null);
  }
}
