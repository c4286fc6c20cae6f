import { newId } from '../../storage/ids.ts';
import type { Character } from '../characters/character.ts';
import type { Exchange } from '../chat/chat-dependencies.ts';
import type { ChatService } from '../chat/chat-service.ts';
import type { ConversationStore } from '../chat/conversation-store.ts';
import type { Conversation, Message } from '../chat/message.ts';
import { checkContent } from '../chat/message-content.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { PublicationService } from './publication-service.ts';
import type { Visit, VisitorTokens } from './visitor-tokens.ts';

export const VISITOR_CHARACTERS_MAX = 1_000;
const VISIT_MS = 24 * 3_600_000;

interface VisitsDependencies {
  tokens: VisitorTokens;
  publications: PublicationService;
  conversations: ConversationStore;
  chat: ChatService;
}

/** What somebody without an account may do with a published character. */
export class Visits {
  readonly #deps: VisitsDependencies;

  constructor(deps: VisitsDependencies) {
    this.#deps = deps;
  }

  /** Nothing is stored before the visitor says something. @param ref as in the address @throws DomainError `not_found` */
  async begin(ref: string): Promise<{ token: string; visit: Visit; character: Character }> {
    const character = await this.#deps.publications.published(ref);
    const visit = {
      conversationId: newId('conv'),
      characterId: character.id,
      publishedAtMs: character.publishedAtMs,
      expiresAtMs: Date.now() + VISIT_MS,
    };
    return { token: this.#deps.tokens.issue(visit), visit, character };
  }

  /** @throws DomainError `unauthenticated`, also when the character was unpublished since */
  async check(token: string | undefined): Promise<Visit> {
    const visit = token === undefined ? null : this.#deps.tokens.read(token);
    if (visit === null || !(await this.#isOpen(visit))) {
      throw new DomainError('unauthenticated', 'The visit is over; begin a new one');
    }
    return visit;
  }

  /** @throws DomainError `not_found` for any conversation but that of the visit */
  requireOwn(visit: Visit, conversationId: string): void {
    if (conversationId !== visit.conversationId) throw notFound('conversation', conversationId);
  }

  /** @returns null while nothing was said @throws DomainError `not_found` for any conversation but that of the visit */
  async conversation(
    visit: Visit,
    id: string,
  ): Promise<{ conversation: Conversation; messages: Message[] } | null> {
    this.requireOwn(visit, id);
    const conversation = await this.#deps.conversations.findVisitors(id);
    if (conversation === null) return null;
    return { conversation, messages: await this.#deps.conversations.messages(id) };
  }

  /** @throws DomainError `invalid`, `too_large`, `not_found`, `unauthenticated` */
  async say(visit: Visit, content: string, whenBusy: 'queue' | 'interrupt'): Promise<Exchange> {
    checkContent(content, VISITOR_CHARACTERS_MAX);
    const character = await this.#deps.publications.published(visit.characterId);
    const conversation = await this.#deps.conversations.ensureVisitors(visit.conversationId, character);
    return await this.#deps.chat.sayIn(conversation, content, whenBusy);
  }

  async interrupt(visit: Visit): Promise<void> {
    const conversation = await this.#deps.conversations.findVisitors(visit.conversationId);
    if (conversation !== null) await this.#deps.chat.interruptIn(conversation);
  }

  async #isOpen({ characterId, publishedAtMs }: Visit): Promise<boolean> {
    try {
      return (await this.#deps.publications.published(characterId)).publishedAtMs === publishedAtMs;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'not_found') return false;
      throw error;
    }
  }
}
