import type {
  FastifyBaseLogger,
  FastifyInstance,
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
import type { SessionTokens } from '../domain/accounts/session-tokens.ts';
import type { CharacterAnalytics } from '../domain/analytics/character-analytics.ts';
import type { CharacterService } from '../domain/characters/character-service.ts';
import type { ChatService } from '../domain/chat/chat-service.ts';
import type { ConversationStore } from '../domain/chat/conversation-store.ts';
import type { MessageRatings } from '../domain/chat/message-ratings.ts';
import type { EmbeddingService } from '../domain/embeddings/embedding-service.ts';
import type { EventBus } from '../domain/events/event-bus.ts';
import type { KnowledgeBaseService } from '../domain/knowledge/bases/knowledge-base-service.ts';
import type { DocumentService } from '../domain/knowledge/documents/document-service.ts';
import type { KnowledgeSearch } from '../domain/knowledge/search/knowledge-search.ts';
import type { MemoryService } from '../domain/memory/memory-service.ts';
import type { ModelLibrary } from '../domain/models/model-library.ts';
import type { ModelService } from '../domain/models/model-service.ts';
import type { Outbox } from '../domain/outbox/outbox.ts';
import type { SmtpSettings } from '../domain/outbox/smtp-settings.ts';
import type { AllowedHosts } from '../domain/outgoing/allowed-hosts.ts';
import type { CharacterRemoval } from '../domain/publication/character-removal.ts';
import type { PublicationEnds } from '../domain/publication/publication-ends.ts';
import type { PublicationService } from '../domain/publication/publication-service.ts';
import type { Visits } from '../domain/publication/visits.ts';
import type { AccessSettings } from '../domain/settings/access-settings.ts';
import type { SettingsStore } from '../domain/settings/settings-store.ts';
import type { MessageAudio } from '../domain/voice/message-audio.ts';
import type { VrmLibrary } from '../domain/vrm/vrm-library.ts';
import type { Authenticator } from '../http/auth/authenticator.ts';
import type { LoginThrottle } from '../http/auth/login-throttle.ts';
import type { RegistrationThrottle } from '../http/auth/registration-throttle.ts';
import type { UrlSigner } from '../http/auth/signed-url.ts';
import type { RequestLimits } from '../http/rate-limit/request-limits.ts';
import type { VisitorLimits } from '../http/rate-limit/visitor-limits.ts';
import type { SpeechSynthesizer } from '../inference/tts.ts';

/** What the routes of the native API work with. */
export interface NativeServices {
  version: string;
  authenticator: Authenticator;
  signer: UrlSigner;
  accounts: AccountService;
  accountRemoval: AccountRemoval;
  credentialEnds: CredentialEnds;
  sessions: SessionTokens;
  apiKeys: ApiKeys;
  loginThrottle: LoginThrottle;
  registrationThrottle: RegistrationThrottle;
  requestLimits: RequestLimits;
  characters: CharacterService;
  characterRemoval: CharacterRemoval;
  publications: PublicationService;
  publicationEnds: PublicationEnds;
  visits: Visits;
  visitorLimits: VisitorLimits;
  characterAnalytics: CharacterAnalytics;
  conversations: ConversationStore;
  ratings: MessageRatings;
  chat: ChatService;
  embeddings: EmbeddingService;
  events: EventBus;
  models: ModelService;
  modelLibrary: ModelLibrary;
  memories: MemoryService;
  knowledgeBases: KnowledgeBaseService;
  documents: DocumentService;
  knowledgeSearch: KnowledgeSearch;
  vrmModels: VrmLibrary;
  messageAudio: MessageAudio;
  settings: SettingsStore;
  access: AccessSettings;
  outgoingHosts: AllowedHosts;
  outbox: Outbox;
  smtp: SmtpSettings;
  voices: SpeechSynthesizer;
  engineStatus(): { state: string; restarts: number };
}

export type NativeApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** An address on the host that was asked, with its signature when it leads to media. */
export function absoluteUrl(request: FastifyRequest, path: string): string {
  return `${request.protocol}://${request.headers.host}${path}`;
}

/** How many pages a list has; at least one. */
export function toPagination(query: { page: number; limit: number }, total: number) {
  return { ...query, total, pages: Math.max(1, Math.ceil(total / query.limit)) };
}
