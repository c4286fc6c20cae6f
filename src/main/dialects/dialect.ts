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
import type { CredentialEnds } from '../domain/accounts/credential-ends.ts';
import type { AccountActivity } from '../domain/analytics/account-activity.ts';
import type { CharacterAnalytics } from '../domain/analytics/character-analytics.ts';
import type { CharacterService } from '../domain/characters/character-service.ts';
import type { ChatService } from '../domain/chat/chat-service.ts';
import type { NamedConversations } from '../domain/chat/named-conversations.ts';
import type { CompletionService } from '../domain/completions/completion-service.ts';
import type { EmbeddingService } from '../domain/embeddings/embedding-service.ts';
import type { NamedModels } from '../domain/models/named-models.ts';
import type { SystemHealth } from '../domain/system/system-health.ts';
import type { MessageAudio } from '../domain/voice/message-audio.ts';
import type { ReadAloud } from '../domain/voice/read-aloud.ts';
import type { SpokenTexts } from '../domain/voice/spoken-texts.ts';
import type { VrmLibrary } from '../domain/vrm/vrm-library.ts';
import type { Authenticator } from '../http/auth/authenticator.ts';
import type { UrlSigner } from '../http/auth/signed-url.ts';
import type { ApiDescription } from '../http/openapi/register-openapi.ts';
import type { LimitState, RequestLimits } from '../http/rate-limit/request-limits.ts';
import type { Traffic } from '../http/traffic.ts';

/** What the routes of dialects work with. */
export interface DialectServices {
  version: string;
  accountActivity: AccountActivity;
  authenticator: Authenticator;
  characterAnalytics: CharacterAnalytics;
  characters: CharacterService;
  chat: ChatService;
  completions: CompletionService;
  credentialEnds: CredentialEnds;
  embeddings: EmbeddingService;
  messageAudio: MessageAudio;
  namedConversations: NamedConversations;
  namedModels: NamedModels;
  readAloud: ReadAloud;
  requestLimits: RequestLimits;
  signer: UrlSigner;
  spokenTexts: SpokenTexts;
  systemHealth: SystemHealth;
  traffic: Traffic;
  vrmModels: VrmLibrary;
}

export type DialectApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/**
 * An API of somebody else's design, spoken by Tomo. Everything that its callers see is in its folder: addresses,
 * shapes, errors. Keys, limits, 405 and the OpenAPI document are put around its routes where it is mounted.
 */
export interface Dialect {
  /** Where its routes are, beside everything else. */
  prefix: string;
  /** Where they are on a port of its own, for programs that look for them nowhere else. */
  ownPortPrefix: string;
  /** Its OpenAPI document. */
  document: ApiDescription & { path: string };
  /** Whether a path, with its prefix, is one of its own: failures there have its shape. */
  owns(path: string): boolean;
  /** What a request shows to say who asks. */
  tokenOf(request: FastifyRequest): string | undefined;
  showLimits(reply: FastifyReply, state: LimitState): void;
  sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): void;
  routes(app: DialectApp, services: DialectServices): void;
}
