export interface UserInfo {
  id: string;
  username: string | null;
  nickname: string;
  email: string | null;
  role: 'owner' | 'admin' | 'user';
  createdAt: string;
}

export interface Tokens {
  success: true;
  accessToken: string;
  refreshToken: string;
  tokenType: 'bearer';
  /** Seconds. */
  expiresIn: number;
  userInfo: UserInfo;
}

export interface LlmConfig {
  /** `local`, `openai`, or any name with a `baseUrl`. */
  provider?: string;
  /** Of an OpenAI-compatible server, with the version in it. */
  baseUrl?: string | null;
  model?: string | null;
  /** Kept sealed, and never shown. */
  apiKey?: string | null;
  temperature?: number;
  maxTokens?: number;
  systemPrompt?: string;
}

export interface BotChanges {
  name?: string;
  description?: string;
  avatarUrl?: string | null;
  platformType?: string;
  platformConfig?: { webhookUrl?: string | null; apiKey?: string | null };
  llmConfig?: LlmConfig;
  knowledgeBaseIds?: string[];
  plugins?: string[];
}

export type BotDraft = BotChanges & { name: string };

export interface ListedBot {
  id: string;
  name: string;
  description: string;
  avatarUrl: string | null;
  platformType: string;
  isActive: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface Bot extends ListedBot {
  userId: string;
  knowledgeBaseIds: string[];
  plugins: string[];
  /** What of it does not work yet, and why. */
  warnings?: string[];
}

export interface BotStatus {
  botId: string;
  isRunning: boolean;
  isOnline: boolean;
  startTime: string | null;
  messageCount: number;
  errorCount: number;
  lastActivity: string | null;
}

export interface ConversationDraft {
  botId: string;
  title?: string;
  platform?: string;
  platformChatId?: string;
  /** Its keys are sent and given back as they are. */
  context?: Record<string, unknown>;
}

export interface Conversation {
  id: string;
  userId: string;
  botId: string;
  title: string | null;
  platform: string;
  platformChatId: string | null;
  status: 'active' | 'ended';
  context: Record<string, unknown> | null;
  createdAt: string;
  updatedAt: string;
}

export interface ListedConversation {
  id: string;
  botId: string;
  title: string | null;
  platform: string;
  status: 'active' | 'ended';
  messageCount: number;
  createdAt: string;
  lastMessageAt: string | null;
}

export interface Message {
  id: string;
  conversationId: string;
  content: string;
  messageType: string;
  senderType: 'user' | 'bot';
  senderId: string;
  createdAt: string;
  metadata?: Record<string, unknown>;
}

export interface Exchange {
  userMessage: Message;
  botResponse: Message;
}

export interface KnowledgeBaseDraft {
  name: string;
  description?: string;
  vectorStoreType?: string | null;
  embeddingModel?: string | null;
  /** Characters. */
  chunkSize?: number | null;
  chunkOverlap?: number;
  metadata?: Record<string, unknown>;
}

export interface KnowledgeBase {
  id: string;
  userId: string;
  name: string;
  description: string;
  vectorStoreType: string | null;
  embeddingModel: string | null;
  chunkSize: number | null;
  chunkOverlap: number | null;
  metadata: Record<string, unknown>;
  documentCount: number;
  createdAt: string;
  updatedAt: string;
}

export interface KnowledgeDocument {
  id: string;
  baseId: string;
  title: string;
  filename: string;
  status: 'processing' | 'ready' | 'failed';
  error: { code: string; message: string } | null;
  mediaType: string | null;
  pageCount: number | null;
  /** Bytes. */
  size: number;
  /** Null until it was read. */
  chunkCount: number | null;
  metadata: Record<string, unknown>;
  createdAt: string;
  updatedAt: string;
}

export interface SearchQuery {
  query: string;
  topK?: number;
  /** From 0 to 1. */
  scoreThreshold?: number;
  /** What the metadata of a document must be. */
  filters?: Record<string, unknown>;
}

export interface SearchResults {
  /** `metadata` holds `title`, `page`, `source`, `document_id`, and what was said of the document. */
  results: { content: string; metadata: Record<string, unknown>; score: number }[];
  total: number;
  /** Seconds. */
  queryTime: number;
}

export interface Metrics {
  /** Percentages. */
  cpuUsage: number;
  memoryUsage: number;
  diskUsage: number;
  activeConnections: number;
  totalRequests: number;
  /** From 0 to 1. */
  errorRate: number;
  /** Milliseconds. */
  averageResponseTime: number;
  timestamp: string;
}

export interface LogLine {
  timestamp: string;
  level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';
  message: string;
  module: string;
  details: Record<string, string | number>;
}

export interface Acted {
  success: true;
  message: string;
}

/** Which part of a list. */
export interface PartOfList {
  limit?: number;
  offset?: number;
}

interface ListPart {
  total: number;
  limit: number;
  offset: number;
}
export type BotList = ListPart & { bots: ListedBot[] };
export type ConversationList = ListPart & { conversations: ListedConversation[] };
export type MessageList = ListPart & { messages: Message[] };
export type KnowledgeBaseList = ListPart & { bases: KnowledgeBase[] };
export type DocumentList = ListPart & { documents: KnowledgeDocument[] };
export type LogList = ListPart & { logs: LogLine[] };
