import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

const VALID_MS = 6 * 60 * 60 * 1000;
/** An address is given out again as long as most of its time is left. */
const GIVEN_OUT_MS = 60 * 60 * 1000;
const KEPT_MAX = 4_096;

/**
 * Short-lived signatures for addresses of media, so that an `<audio>` or `<img>` tag can use them without a header.
 */
export class UrlSigner {
  readonly #secret: KeyObject;
  /** By path; the one that was signed longest ago is the first. */
  readonly #signed = new Map<string, { atMs: number; address: string }>();

  /** @param secret at least 32 random bytes. */
  constructor(secret: Buffer) {
    this.#secret = createSecretKey(secret);
  }

  /**
   * @param path the path as the server sees it, without a query.
   * @returns the path with a signature that is valid for five to six hours. The same path gets the same for an hour,
   * so that a browser finds in its cache what it has loaded.
   */
  sign(path: string, nowMs: number = Date.now()): string {
    const known = this.#signed.get(path);
    if (known !== undefined && known.atMs <= nowMs && nowMs < known.atMs + GIVEN_OUT_MS) return known.address;
    const expires = String(nowMs + VALID_MS);
    const address = `${path}?expires=${expires}&signature=${this.#signature(path, expires)}`;
    this.#signed.delete(path);
    this.#signed.set(path, { atMs: nowMs, address });
    if (this.#signed.size > KEPT_MAX) this.#signed.delete(this.#signed.keys().next().value as string);
    return address;
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
