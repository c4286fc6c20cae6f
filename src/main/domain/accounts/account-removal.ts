import type { ChatService } from '../chat/chat-service.ts';
import type { ConversationStore } from '../chat/conversation-store.ts';
import { DomainError } from '../domain-error.ts';
import type { KnowledgeBaseService } from '../knowledge/bases/knowledge-base-service.ts';
import type { MemoryService } from '../memory/memory-service.ts';
import type { PublicationService } from '../publication/publication-service.ts';
import type { RecentLog } from '../system/recent-log.ts';
import type { TrainingRemoval } from '../training/training-removal.ts';
import type { SpokenTexts } from '../voice/spoken-texts.ts';
import type { VrmLibrary } from '../vrm/vrm-library.ts';
import type { AccountService } from './account-service.ts';
import type { CredentialEnds } from './credential-ends.ts';
import type { Principal } from './principal.ts';

interface AccountRemovalDependencies {
  accounts: AccountService;
  ends: CredentialEnds;
  publications: PublicationService;
  conversations: ConversationStore;
  chat: ChatService;
  vrmModels: VrmLibrary;
  spokenTexts: SpokenTexts;
  knowledgeBases: KnowledgeBaseService;
  memories: MemoryService;
  training: Pick<TrainingRemoval, 'ofAccount'>;
  recentLog: RecentLog;
}

/** Removes an account with everything that it has: rows, sounds, models, documents and memories; its connections end. */
export class AccountRemoval {
  readonly #deps: AccountRemovalDependencies;

  constructor(deps: AccountRemovalDependencies) {
    this.#deps = deps;
  }

  /** For whoever looks after accounts. @throws DomainError `forbidden`, `not_found`, `invalid` */
  async removeBy(principal: Principal, id: string): Promise<void> {
    await this.remove((await this.#deps.accounts.lookAfter(principal, id)).id);
  }

  /** @throws DomainError `not_found`, `invalid` */
  async remove(id: string): Promise<void> {
    const {
      accounts,
      ends,
      publications,
      conversations,
      chat,
      vrmModels,
      knowledgeBases,
      memories,
      spokenTexts,
      recentLog,
      training,
    } = this.#deps;
    const account = await accounts.get(id);
    if (account.role === 'owner') throw new DomainError('invalid', 'The owner cannot be deleted');
    ends.announce(({ userId }) => userId === id);
    await publications.archiveAllOf(id);
    for (const conversationId of await conversations.idsThatGoWith(id)) {
      await chat.remove(conversationId);
    }
    await vrmModels.removeFilesOf(id);
    await spokenTexts.removeAllOf(id);
    await knowledgeBases.removeDocumentsOf(id);
    await memories.removeAllOf({ userId: id });
    await training.ofAccount(id);
    await accounts.delete(id);
    recentLog.forget(id);
  }
}
