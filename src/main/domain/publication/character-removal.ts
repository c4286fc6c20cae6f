import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { Principal } from '../accounts/principal.ts';
import type { ChatService } from '../chat/chat-service.ts';
import type { ConversationStore } from '../chat/conversation-store.ts';
import type { MemoryService } from '../memory/memory-service.ts';
import type { TrainingRemoval } from '../training/training-removal.ts';
import type { PublicationService } from './publication-service.ts';

interface CharacterRemovalDependencies {
  db: Kysely<Schema>;
  publications: PublicationService;
  conversations: ConversationStore;
  chat: ChatService;
  memories: MemoryService;
  training: Pick<TrainingRemoval, 'ofCharacter'>;
  /** Makes deleted rows unreadable in the files too. */
  forget(): void;
}

/** Removes a character with everything that was said to it. */
export class CharacterRemoval {
  readonly #deps: CharacterRemovalDependencies;

  constructor(deps: CharacterRemovalDependencies) {
    this.#deps = deps;
  }

  /** Turns stop, visitors are shown out, and then it goes. @throws DomainError `not_found` */
  async remove(principal: Principal, id: string): Promise<void> {
    const { db, publications, conversations, chat, memories, training, forget } = this.#deps;
    // From here on nobody begins a conversation with it, or says anything.
    await publications.archive(principal, id);
    for (const conversationId of await conversations.idsWith(id)) await chat.remove(conversationId);
    await memories.removeAllOf({ characterId: id });
    await training.ofCharacter(id);
    await db.deleteFrom('characters').where('id', '=', id).execute();
    forget();
  }
}
