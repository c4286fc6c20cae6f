import type { Http } from './http.ts';
import type { Acted, Tokens, UserInfo } from './types.ts';

/** `client.auth`: what signs in keeps its access token for the requests after it. */
export class Auth {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  async register(account: {
    username?: string;
    nickname?: string;
    email: string;
    password: string;
    role?: 'user' | 'admin';
  }): Promise<Tokens> {
    return await this.#http.request('POST', '/auth/register', { body: account });
  }

  login(credentials: { username: string; password: string }): Promise<Tokens> {
    return this.#use(this.#http.request<Tokens>('POST', '/auth/login', { body: credentials }));
  }

  refresh(refreshToken: string): Promise<Tokens> {
    return this.#use(this.#http.request<Tokens>('POST', '/auth/refresh', { body: { refreshToken } }));
  }

  async logout(): Promise<Acted> {
    const acted = await this.#http.request<Acted>('POST', '/auth/logout');
    this.#http.accessToken = undefined;
    return acted;
  }

  me(): Promise<UserInfo & { isActive: boolean; updatedAt: string }> {
    return this.#http.request('GET', '/auth/me');
  }

  async #use(asked: Promise<Tokens>): Promise<Tokens> {
    const tokens = await asked;
    this.#http.accessToken = tokens.accessToken;
    return tokens;
  }
}
