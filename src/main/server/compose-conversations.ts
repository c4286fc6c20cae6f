import type { ChatService } from '../domain/chat/chat-service.ts';
import { ConversationEdits } from '../domain/chat/conversation-edits.ts';
import type { ConversationStore } from '../domain/chat/conversation-store.ts';
import { MessageHistory } from '../domain/chat/message-history.ts';
import { MessagePages } from '../domain/chat/message-pages.ts';
import { MessageRatings } from '../domain/chat/message-ratings.ts';
import { NamedConversations } from '../domain/chat/named-conversations.ts';
import { OngoingConversations } from '../domain/chat/ongoing-conversations.ts';
import type { OpenDatabase } from '../storage/open-database.ts';

/** What programs do with conversations beside talking in them. */
export function composeConversations({ db, forgetDeleted }: OpenDatabase, deps: ConversationParts) {
  const messagePages = new MessagePages(db);
  return {
    conversationEdits: new ConversationEdits({ db, ...deps }),
    messageHistory: new MessageHistory(db),
    messagePages,
    namedConversations: new NamedConversations({ db, messagePages, ...deps }),
    ongoingConversations: new OngoingConversations({ db, ...deps }),
    ratings: new MessageRatings(db, forgetDeleted),
  };
}

interface ConversationParts {
  conversations: ConversationStore;
  chat: ChatService;
}
