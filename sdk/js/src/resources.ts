import type { Http } from './http.ts';
import type { Account, ApiKey, Message, Scope, Status, Tier, Voice, VrmModel } from './types.ts';

/** `client.vrmModels` */
export class VrmModels {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  async list(options: { category?: string; search?: string } = {}): Promise<VrmModel[]> {
    return (await this.#http.request<{ models: VrmModel[] }>('GET', '/vrm-models', { query: options }))
      .models;
  }

  /** @param file a VRM 0.x or 1.0 model */
  upload(file: Blob, name = 'model.vrm'): Promise<VrmModel> {
    const form = new FormData();
    form.set('file', file, name);
    return this.#http.request('POST', '/vrm-models', { form });
  }
}

/** `client.messages` */
export class Messages {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** @param rating 1 to 5 */
  rate(messageId: string, rating: number): Promise<Message> {
    const path = `/messages/${encodeURIComponent(messageId)}/rating`;
    return this.#http.request('POST', path, { body: { rating } });
  }
}

/** `client.apiKeys` */
export class ApiKeys {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  async list(): Promise<ApiKey[]> {
    return (await this.#http.request<{ apiKeys: ApiKey[] }>('GET', '/api-keys')).apiKeys;
  }

  /** `key` is shown this once. */
  create(draft: { name: string; scopes?: Scope[]; expiresAt?: string }): Promise<ApiKey & { key: string }> {
    return this.#http.request('POST', '/api-keys', { body: draft });
  }

  async delete(id: string): Promise<void> {
    await this.#http.request('DELETE', `/api-keys/${encodeURIComponent(id)}`);
  }
}

/** `client.accounts`, for whoever owns the installation and for admins. */
export class Accounts {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  async list(): Promise<Account[]> {
    return (await this.#http.request<{ accounts: Account[] }>('GET', '/accounts')).accounts;
  }

  update(
    id: string,
    changes: { name?: string; role?: 'admin' | 'user'; tier?: Tier; requestsPerHour?: number | null },
  ): Promise<Account> {
    return this.#http.request('PATCH', `/accounts/${encodeURIComponent(id)}`, { body: changes });
  }

  async delete(id: string): Promise<void> {
    await this.#http.request('DELETE', `/accounts/${encodeURIComponent(id)}`);
  }
}

export async function listVoices(http: Http): Promise<Voice[]> {
  return (await http.request<{ voices: Voice[] }>('GET', '/voices')).voices;
}

export function readStatus(http: Http): Promise<Status> {
  return http.request('GET', '/status');
}
