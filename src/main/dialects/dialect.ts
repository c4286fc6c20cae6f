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
import type { CharacterService } from '../domain/characters/character-service.ts';
import type { CompletionService } from '../domain/completions/completion-service.ts';
import type { EmbeddingService } from '../domain/embeddings/embedding-service.ts';
import type { NamedModels } from '../domain/models/named-models.ts';
import type { ReadAloud } from '../domain/voice/read-aloud.ts';
import type { ApiDescription } from '../http/openapi/register-openapi.ts';
import type { LimitState } from '../http/rate-limit/request-limits.ts';

/** What the routes of dialects work with. */
export interface DialectServices {
  version: string;
  characters: CharacterService;
  completions: CompletionService;
  embeddings: EmbeddingService;
  namedModels: NamedModels;
  readAloud: ReadAloud;
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
  /** Where its routes are. */
  prefix: string;
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
