import type { z } from 'zod';
import {
  type PublicCharacterBody,
  type PublicConversationBody,
  publicCharacter,
  publicConversation,
  publicMessage,
  publicVisit,
} from '../../shared/api/public.ts';
import type { Credentials } from './credentials.ts';
import { HttpClient } from './http-client.ts';

/** What a public page uses without a key; each call throws `ApiError` or `UnreachableError`. */
export class VisitorApi {
  readonly #http: HttpClient;

  /** @param credentials null before the visit has begun */
  constructor(serverUrl: string, credentials: Credentials | null) {
    this.#http = new HttpClient(serverUrl, credentials);
  }

  /** @param ref the last part of its public address, or its id */
  async character(ref: string): Promise<PublicCharacterBody> {
    return await this.#http.request(publicCharacter, `/public/characters/${encodeURIComponent(ref)}`);
  }

  async begin(ref: string): Promise<z.infer<typeof publicVisit>> {
    const path = `/public/characters/${encodeURIComponent(ref)}/visits`;
    return await this.#http.request(publicVisit, path, { method: 'POST' });
  }

  async conversation(id: string): Promise<PublicConversationBody> {
    return await this.#http.request(publicConversation, `/public/conversations/${id}`);
  }

  async send(conversationId: string, content: string, whenBusy: 'interrupt'): Promise<{ id: string }> {
    return await this.#http.request(publicMessage, `/public/conversations/${conversationId}/messages`, {
      method: 'POST',
      json: { content, when_busy: whenBusy },
    });
  }
}
