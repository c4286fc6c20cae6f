import { createHmac, timingSafeEqual } from 'node:crypto';

const VALID_MS = 6 * 60 * 60 * 1000;

/**
 * Short-lived signatures for addresses of media, so that an `<audio>` or `<img>` tag can use them without a header.
 */
export class UrlSigner {
  readonly #secret: Buffer;

  /** @param secret at least 32 random bytes. */
  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  /** @param path the path as the server sees it, without a query. @returns the path with its signature. */
  sign(path: string, nowMs: number = Date.now()): string {
    const expires = String(nowMs + VALID_MS);
    return `${path}?expires=${expires}&signature=${this.#signature(path, expires)}`;
  }

  /** Whether the query holds a signature of this path that has not expired. */
  verify(path: string, query: URLSearchParams, nowMs: number = Date.now()): boolean {
    const expires = query.get('expires') ?? '';
    const signature = query.get('signature') ?? '';
    if (!/^\d{1,15}$/.test(expires) || Number(expires) < nowMs) return false;
    const wanted = Buffer.from(this.#signature(path, expires));
    const given = Buffer.from(signature);
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  }

  #signature(path: string, expires: string): string {
    return createHmac('sha256', this.#secret).update(`${path}\n${expires}`).digest('base64url');
  }
}
