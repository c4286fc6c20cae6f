import type { FastifyReply } from 'fastify';
import { authorize } from '../http/auth/authorize.ts';
import { bearerToken, takeSignedAddress } from '../http/auth/guard.ts';
import type { KnownMethods } from '../http/known-methods.ts';
import { type LimitState, refuseExceeded } from '../http/rate-limit/request-limits.ts';
import { registerAccounts } from './accounts/routes.ts';
import { registerApiKeys } from './api-keys/routes.ts';
import { registerAuth } from './auth/routes.ts';
import { registerPublication } from './characters/publication-routes.ts';
import { registerCharacters } from './characters/routes.ts';
import { registerMessageAudio } from './conversations/audio-route.ts';
import { registerRatings } from './conversations/rating-routes.ts';
import { registerConversations } from './conversations/routes.ts';
import { registerEmbeddingModels } from './embedding-models/routes.ts';
import { registerDocuments } from './knowledge-bases/document-routes.ts';
import { registerKnowledgeBases } from './knowledge-bases/routes.ts';
import { registerMemories } from './memories/routes.ts';
import { registerModelFiles } from './model-files/routes.ts';
import type { NativeApp, NativeServices } from './native-app.ts';
import { speakNative } from './native-protocol.ts';
import { registerOutbox } from './outbox/routes.ts';
import { registerRealtime } from './realtime/routes.ts';
import { registerSettings } from './settings/routes.ts';
import { registerStatus } from './status/routes.ts';
import { registerVoices } from './voices/routes.ts';
import { registerVrmModels } from './vrm-models/routes.ts';

/** The native API; register it at `/v1`. */
export async function nativeApi(
  app: NativeApp,
  { services, methods }: { services: NativeServices; methods: KnownMethods },
): Promise<void> {
  speakNative(app, methods);
  requireKey(app, services);

  registerAuth(app, services);
  registerApiKeys(app, services);
  registerAccounts(app, services);
  registerCharacters(app, services);
  registerPublication(app, services);
  registerConversations(app, services);
  registerMessageAudio(app, services);
  registerRatings(app, services);
  registerKnowledgeBases(app, services);
  registerDocuments(app, services);
  registerMemories(app, services);
  registerVrmModels(app, services);
  registerVoices(app, services);
  registerSettings(app, services);
  registerOutbox(app, services);
  registerModelFiles(app, services);
  registerEmbeddingModels(app, services);
  registerStatus(app, services);
  registerRealtime(app, services);
}

/** Finds out who asks, whether they may use this route, and whether they have asked too often. */
function requireKey(app: NativeApp, { authenticator, signer, requestLimits }: NativeServices): void {
  app.addHook('onRequest', async (request, reply) => {
    const { config } = request.routeOptions;
    if (config.public === true) return;
    if (takeSignedAddress(request, signer)) return;
    request.principal = await authenticator.authenticate(bearerToken(request), request.ip);
    const state = await requestLimits.take(request.principal);
    showLimits(reply, state);
    refuseExceeded(state);
    authorize(request.principal, request.method, config);
  });
}

function showLimits(reply: FastifyReply, state: LimitState | null): void {
  if (state === null) return;
  reply.headers({
    'X-RateLimit-Limit': state.limit,
    'X-RateLimit-Remaining': state.remaining,
    'X-RateLimit-Reset': Math.ceil(state.resetAtMs / 1000),
  });
}
