import { z } from 'zod';
import type { Credentials } from './credentials.ts';

const kept = z.object({ token: z.string(), conversationId: z.string() });

/** The token of a visit; remembered for as long as this tab lives, where the browser allows a page in a frame that. */
export class VisitorCredentials implements Credentials {
  readonly kind = 'visitor';
  readonly conversationId: string;
  readonly #token: string;
  readonly #characterId: string;

  constructor(characterId: string, { token, conversationId }: z.infer<typeof kept>) {
    this.#characterId = characterId;
    this.#token = token;
    this.conversationId = conversationId;
  }

  /** Those of an earlier page in this tab; null where there are none. */
  static kept(characterId: string): VisitorCredentials | null {
    try {
      const stored = kept.safeParse(JSON.parse(sessionStorage.getItem(nameOf(characterId)) ?? 'null'));
      return stored.success ? new VisitorCredentials(characterId, stored.data) : null;
    } catch {
      return null;
    }
  }

  async token(): Promise<string> {
    return this.#token;
  }

  keep(): void {
    const { conversationId } = this;
    try {
      sessionStorage.setItem(
        nameOf(this.#characterId),
        JSON.stringify({ token: this.#token, conversationId }),
      );
    } catch {
      // Then the next page begins anew.
    }
  }
}

function nameOf(characterId: string): string {
  return `tomo-visit-${characterId}`;
}
