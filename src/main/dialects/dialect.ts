import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AccountRemoval } from '../domain/accounts/account-removal.ts';
import type { AccountService } from '../domain/accounts/account-service.ts';
import type { ApiKeys } from '../domain/accounts/api-keys.ts';
import type { CredentialEnds } from '../domain/accounts/credential-ends.ts';
import type { Principal } from '../domain/accounts/principal.ts';
import type { SessionTokens } from '../domain/accounts/session-tokens.ts';
import type { AccountActivity } from '../domain/analytics/account-activity.ts';
import type { AnalyticsService } from '../domain/analytics/analytics-service.ts';
import type { CharacterAnalytics } from '../domain/analytics/character-analytics.ts';
import type { BotService } from '../domain/bots/bot-service.ts';
import type { CharacterService } from '../domain/characters/character-service.ts';
import type { ChatService } from '../domain/chat/chat-service.ts';
import type { ConversationEdits } from '../domain/chat/conversation-edits.ts';
import type { ConversationStore } from '../domain/chat/conversation-store.ts';
import type { IdleConversations } from '../domain/chat/idle-conversations.ts';
import type { MessageHistory } from '../domain/chat/message-history.ts';
import type { MessagePages } from '../domain/chat/message-pages.ts';
import type { MessageRatings } from '../domain/chat/message-ratings.ts';
import type { NamedConversations } from '../domain/chat/named-conversations.ts';
import type { OngoingConversations } from '../domain/chat/ongoing-conversations.ts';
import type { CompletionService } from '../domain/completions/completion-service.ts';
import type { ContextService } from '../domain/context/context-service.ts';
import type { EntityService } from '../domain/context/entities/entity-service.ts';
import type { ReferenceService } from '../domain/context/references/reference-service.ts';
import type { TopicService } from '../domain/context/topics/topic-service.ts';
import type { EmbeddingService } from '../domain/embeddings/embedding-service.ts';
import type { EventBus } from '../domain/events/event-bus.ts';
import type { Happenings } from '../domain/events/happenings.ts';
import type { KnowledgeBaseService } from '../domain/knowledge/bases/knowledge-base-service.ts';
import type { DocumentService } from '../domain/knowledge/documents/document-service.ts';
import type { KnowledgeItems } from '../domain/knowledge/items/knowledge-items.ts';
import type { KnowledgeSearch } from '../domain/knowledge/search/knowledge-search.ts';
import type { LearningApplication } from '../domain/learning/learning-application.ts';
import type { LearningService } from '../domain/learning/learning-service.ts';
import type { CharacterModels } from '../domain/models/character-models.ts';
import type { NamedModels } from '../domain/models/named-models.ts';
import type { PasswordResets } from '../domain/outbox/password-resets.ts';
import type { OutgoingDoor } from '../domain/outgoing/outgoing-door.ts';
import type { PersonalityService } from '../domain/personalities/personality-service.ts';
import type { ProfileService } from '../domain/profiles/profile-service.ts';
import type { CharacterRemoval } from '../domain/publication/character-removal.ts';
import type { PublicationService } from '../domain/publication/publication-service.ts';
import type { ChatRoom } from '../domain/rooms/chat-room.ts';
import type { AccessSettings } from '../domain/settings/access-settings.ts';
import type { SettingsStore } from '../domain/settings/settings-store.ts';
import type { RecentLog } from '../domain/system/recent-log.ts';
import type { SystemHealth } from '../domain/system/system-health.ts';
import type { WaitingWork } from '../domain/system/waiting-work.ts';
import type { TrainingDatasets } from '../domain/training/training-datasets.ts';
import type { TrainingSessions } from '../domain/training/training-sessions.ts';
import type { TriggerService } from '../domain/triggers/trigger-service.ts';
import type { MessageAudio } from '../domain/voice/message-audio.ts';
import type { ReadAloud } from '../domain/voice/read-aloud.ts';
import type { SpokenTexts } from '../domain/voice/spoken-texts.ts';
import type { VrmLibrary } from '../domain/vrm/vrm-library.ts';
import type { WebhookService } from '../domain/webhooks/webhook-service.ts';
import type { Authenticator } from '../http/auth/authenticator.ts';
import type { LoginThrottle } from '../http/auth/login-throttle.ts';
import type { RegistrationThrottle } from '../http/auth/registration-throttle.ts';
import type { UrlSigner } from '../http/auth/signed-url.ts';
import type { ServerMetrics } from '../http/metrics/server-metrics.ts';
import type { OpenConnections } from '../http/open-connections.ts';
import type { ApiDescription } from '../http/openapi/register-openapi.ts';
import type { LimitRule, LimitState, RequestLimits } from '../http/rate-limit/request-limits.ts';
import type { Traffic } from '../http/traffic.ts';
import type { SpeechSynthesizer } from '../inference/tts.ts';

/** What the routes of dialects work with. */
export interface DialectServices {
  version: string;
  access: AccessSettings;
  accountActivity: AccountActivity;
  accountRemoval: AccountRemoval;
  accounts: AccountService;
  apiKeys: ApiKeys;
  bots: BotService;
  authenticator: Authenticator;
  analytics: AnalyticsService;
  learning: LearningService;
  learningApplication: LearningApplication;
  characterAnalytics: CharacterAnalytics;
  characterModels: CharacterModels;
  characterRemoval: CharacterRemoval;
  characters: CharacterService;
  chat: ChatService;
  completions: CompletionService;
  conversationEdits: ConversationEdits;
  contexts: ContextService;
  conversations: ConversationStore;
  connections: OpenConnections;
  credentialEnds: CredentialEnds;
  documents: DocumentService;
  embeddings: EmbeddingService;
  entities: EntityService;
  events: EventBus;
  happenings: Happenings;
  idleConversations: IdleConversations;
  knowledgeBases: KnowledgeBaseService;
  knowledgeItems: KnowledgeItems;
  knowledgeSearch: KnowledgeSearch;
  loginThrottle: LoginThrottle;
  logger: { error(object: object, message: string): void };
  messageAudio: MessageAudio;
  messageHistory: MessageHistory;
  metrics: ServerMetrics;
  messagePages: MessagePages;
  namedConversations: NamedConversations;
  namedModels: NamedModels;
  ongoingConversations: OngoingConversations;
  profiles: ProfileService;
  personalities: PersonalityService;
  publications: PublicationService;
  ratings: MessageRatings;
  outgoingDoor: OutgoingDoor;
  passwordResets: PasswordResets;
  readAloud: ReadAloud;
  references: ReferenceService;
  registrationThrottle: RegistrationThrottle;
  recentLog: RecentLog;
  requestLimits: RequestLimits;
  room: ChatRoom;
  sessions: SessionTokens;
  settings: SettingsStore;
  signer: UrlSigner;
  spokenTexts: SpokenTexts;
  systemHealth: SystemHealth;
  topics: TopicService;
  traffic: Traffic;
  triggers: TriggerService;
  trainingDatasets: TrainingDatasets;
  trainingSessions: TrainingSessions;
  voices: SpeechSynthesizer;
  vrmModels: VrmLibrary;
  webhooks: WebhookService;
  waitingWork: WaitingWork;
}

export type DialectApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Where a dialect is, and what it does before anybody speaks it. Its routes are loaded with the first request. */
export interface DialectPlace {
  /** Where its routes are, beside everything else. */
  prefix: string;
  /** Where they are on a port of its own, for programs that look for them nowhere else. */
  ownPortPrefix: string;
  /** Where its OpenAPI document is; the first part is what its folder and the `api` of its conversations are called. */
  documentPath: string;
  /** Whether a path, with its prefix, is one of its own: it answers there, failures too. */
  owns(path: string): boolean;
  /**
   * Hears what happens, for a dialect that tells it on. Called once, however many ports it is served on.
   *
   * @returns ends it
   */
  attend?(services: DialectServices): () => void;
  load(): Promise<Dialect>;
}

/**
 * An API of somebody else's design, spoken by Tomo. Everything that its callers see is in its folder: addresses,
 * shapes, errors. Keys, limits, 405 and the OpenAPI document are put around its routes where it is mounted.
 */
export interface Dialect {
  /** Its OpenAPI document. */
  document: ApiDescription;
  /** What a request shows to say who asks. */
  tokenOf(request: FastifyRequest): string | undefined;
  /**
   * What a request counts for. Without it, Tomo's own limits by the hour hold. The owner's requests never count.
   *
   * @param principal null on a public route, where requests are counted by network address
   * @returns null where it does not count
   */
  limitOf?(request: FastifyRequest, principal: Principal | null): LimitRule | null;
  /** Requests to locked routes that show no key count by network address too, before they are refused. */
  countsKeyless?: true;
  showLimits(reply: FastifyReply, state: LimitState): void;
  sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): void;
  routes(app: DialectApp, services: DialectServices): void;
}
