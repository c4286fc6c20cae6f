import type { z } from 'zod';
import { tokens } from '../../shared/api/accounts.ts';
import { type Credentials, STORED_REFRESH } from './credentials.ts';
import { HttpClient } from './http-client.ts';

type Tokens = z.infer<typeof tokens>;

/** An access token that ends sooner than this is not used any more. */
const SPARE_MS = 60_000;

/** A login with email address and password: its access token is renewed before it ends. */
export class AccountSession implements Credentials {
  readonly kind = 'account';
  readonly #http: HttpClient;
  #refreshToken: string;
  #access: { token: string; endsAtMs: number } | null = null;
  #renewal: Promise<void> | null = null;

  /** @param serverUrl without a slash at its end */
  constructor(serverUrl: string, refreshToken: string) {
    this.#http = new HttpClient(serverUrl, null);
    this.#refreshToken = refreshToken;
  }

  /** @throws ApiError, UnreachableError */
  static async login(serverUrl: string, email: string, password: string): Promise<AccountSession> {
    const http = new HttpClient(serverUrl, null);
    const pair = await http.request(tokens, '/v1/auth/login', { method: 'POST', json: { email, password } });
    const session = new AccountSession(serverUrl, pair.refresh_token);
    session.#take(pair);
    return session;
  }

  async token(): Promise<string> {
    if (this.#access === null || this.#access.endsAtMs - SPARE_MS < Date.now()) {
      // Each refresh token works once: whoever asks meanwhile waits for the same renewal.
      this.#renewal ??= this.#renew().finally(() => {
        this.#renewal = null;
      });
      await this.#renewal;
    }
    return this.#access?.token ?? '';
  }

  keep(): void {
    sessionStorage.setItem(STORED_REFRESH, this.#refreshToken);
  }

  async #renew(): Promise<void> {
    const json = { refresh_token: this.#refreshToken };
    this.#take(await this.#http.request(tokens, '/v1/auth/refresh', { method: 'POST', json }));
    this.keep();
  }

  #take({ access_token, refresh_token, expires_in }: Tokens): void {
    this.#refreshToken = refresh_token;
    this.#access = { token: access_token, endsAtMs: Date.now() + expires_in * 1_000 };
  }
}
