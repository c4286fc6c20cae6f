/** How this page shows who it is. */
export interface Credentials {
  readonly kind: 'key' | 'account' | 'visitor';
  /** What to send now. @throws ApiError when the session has ended, UnreachableError */
  token(): Promise<string>;
  /** Remembers it for as long as this tab lives. */
  keep(): void;
}

/** The owner's key, or an API key. */
export class KeyCredentials implements Credentials {
  readonly kind = 'key';
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  async token(): Promise<string> {
    return this.#key;
  }

  keep(): void {
    sessionStorage.setItem(STORED_KEY, this.#key);
  }
}

export const STORED_KEY = 'tomo-key';
export const STORED_REFRESH = 'tomo-refresh';

export function forgetCredentials(): void {
  sessionStorage.removeItem(STORED_KEY);
  sessionStorage.removeItem(STORED_REFRESH);
}
