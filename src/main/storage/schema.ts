import type {
  ApiKeysTable,
  RefreshTokensTable,
  SessionsTable,
  SettingsTable,
  UsersTable,
} from './tables/account-tables.ts';
import type {
  CountedCharactersTable,
  CountedQuartersTable,
  CountedQuestionsTable,
  LearningExamplesTable,
  LearningItemsTable,
  LearningPhrasingsTable,
} from './tables/analytics-tables.ts';
import type { BotsTable, CharacterModelsTable, TurnFailuresTable } from './tables/bot-tables.ts';
import type { CharactersTable, VrmModelsTable } from './tables/character-tables.ts';
import type {
  ConversationNamesTable,
  ConversationSummariesTable,
  ConversationsTable,
  MessageCitationsTable,
  MessageMemoriesTable,
  MessageRatingsTable,
  MessagesTable,
  SpokenTextsTable,
  UnreadMessagesTable,
  UnsummarisedMessagesTable,
} from './tables/conversation-tables.ts';
import type {
  DocumentsTable,
  KnowledgeBasesTable,
  KnowledgeItemsTable,
  PassagesTable,
} from './tables/knowledge-tables.ts';
import type { MemoriesTable } from './tables/memory-tables.ts';
import type { PeopleTables } from './tables/people-tables.ts';
import type { TrainingTables } from './tables/training-tables.ts';
import type { WebhookTables } from './tables/webhook-tables.ts';

export type * from './tables/account-tables.ts';
export type * from './tables/analytics-tables.ts';
export type * from './tables/bot-tables.ts';
export type * from './tables/character-tables.ts';
export type * from './tables/conversation-tables.ts';
export type * from './tables/knowledge-tables.ts';
export type * from './tables/memory-tables.ts';
export type * from './tables/training-tables.ts';

import type {
  ContextDataTable,
  ContextUnreadTable,
  EntityMentionsTable,
  TopicMentionsTable,
} from './tables/context-tables.ts';
import type { PersonalitiesTable } from './tables/personality-tables.ts';

/**
 * The tables as Kysely sees them. Times are milliseconds since 1970, JSON is text: both are the same in SQLite
 * and PostgreSQL.
 */
export interface Schema extends WebhookTables, PeopleTables, TrainingTables {
  users: UsersTable;
  characters: CharactersTable;
  conversations: ConversationsTable;
  messages: MessagesTable;
  message_ratings: MessageRatingsTable;
  vrm_models: VrmModelsTable;
  settings: SettingsTable;
  sessions: SessionsTable;
  refresh_tokens: RefreshTokensTable;
  api_keys: ApiKeysTable;
  knowledge_bases: KnowledgeBasesTable;
  documents: DocumentsTable;
  passages: PassagesTable;
  knowledge_items: KnowledgeItemsTable;
  message_citations: MessageCitationsTable;
  memories: MemoriesTable;
  message_memories: MessageMemoriesTable;
  conversation_summaries: ConversationSummariesTable;
  unsummarised_messages: UnsummarisedMessagesTable;
  unread_messages: UnreadMessagesTable;
  conversation_names: ConversationNamesTable;
  spoken_texts: SpokenTextsTable;
  personalities: PersonalitiesTable;
  context_data: ContextDataTable;
  topic_mentions: TopicMentionsTable;
  entity_mentions: EntityMentionsTable;
  context_unread: ContextUnreadTable;
  counted_characters: CountedCharactersTable;
  counted_questions: CountedQuestionsTable;
  counted_quarters: CountedQuartersTable;
  bots: BotsTable;
  character_models: CharacterModelsTable;
  turn_failures: TurnFailuresTable;
  learning_items: LearningItemsTable;
  learning_examples: LearningExamplesTable;
  learning_phrasings: LearningPhrasingsTable;
}
