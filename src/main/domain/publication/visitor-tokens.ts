import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const PREFIX = 'tomo_visit_';
const LENGTH_MAX = 1_000;

const visit = z.object({
  /** The one conversation of the visit; its id is as unguessable as the token. */
  conversationId: z.string(),
  characterId: z.string(),
  /** Which publication the visit belongs to: unpublishing ends it for good. */
  publishedAtMs: z.number(),
  expiresAtMs: z.number(),
});

/** What a visitor of a public page may do: talk to one character in one conversation, for a while. */
export type Visit = z.infer<typeof visit>;

/** Signed notes that visitors show; the server keeps nothing about somebody who only looks. */
export class VisitorTokens {
  readonly #secret: Buffer;

  /** @param secret at least 32 random bytes, used for nothing else */
  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  issue(content: Visit): string {
    const body = Buffer.from(JSON.stringify(content)).toString('base64url');
    return `${PREFIX}${body}.${this.#signature(body).toString('base64url')}`;
  }

  /** Null for what was not issued here or has ended. */
  read(token: string, nowMs = Date.now()): Visit | null {
    if (!token.startsWith(PREFIX) || token.length > LENGTH_MAX) return null;
    const [body = '', signature = '', ...rest] = token.slice(PREFIX.length).split('.');
    const given = Buffer.from(signature, 'base64url');
    const wanted = this.#signature(body);
    if (rest.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
    const content = visit.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
    return content.expiresAtMs > nowMs ? content : null;
  }

  #signature(body: string): Buffer {
    return createHmac('sha256', this.#secret).update(body).digest();
  }
}
