import type { FastifyReply } from 'fastify';
import type { Tier } from '../../domain/accounts/principal.ts';
import { bearerToken } from '../../http/auth/guard.ts';
import type { LimitState } from '../../http/rate-limit/request-limits.ts';
import type { Dialect, DialectApp } from '../dialect.ts';
import { registerNotThereYet } from '../not-there-yet.ts';
import { chatagentErrorBody, sendChatagentError } from './chatagent-error.ts';
import { registerKnowledgeBases } from './knowledge/base-routes.ts';
import { registerDocuments } from './knowledge/document-routes.ts';
import { registerSearch } from './knowledge/search-route.ts';
import { languageOf, showLanguage } from './messages/language.ts';
import { registerLogs } from './monitoring/logs-route.ts';
import { countRequests, registerMetrics } from './monitoring/metrics-route.ts';
import { NOT_THERE_YET } from './operations.ts';

const REQUESTS_PER_MINUTE: Record<Tier, number> = { free: 100, pro: 1_000, enterprise: 10_000 };

/** The API of the ChatAgent platform: bots, their conversations, and what they know. */
export const chatagent: Dialect = {
  prefix: '/chatagent',
  ownPortPrefix: '',
  document: {
    path: '/chatagent/openapi.json',
    title: 'Tomo, ChatAgent',
    description:
      'What clients of the ChatAgent platform need to work with Tomo. A login gives the token of each request: ' +
      '`Authorization: Bearer ACCESS_TOKEN`.',
    tags: [
      { name: 'Knowledge', description: 'What bots look things up in.' },
      { name: 'Monitoring', description: 'How busy the server is, and what happened lately.' },
    ],
    errorBody: chatagentErrorBody,
  },
  owns: (path) => path === '/chatagent' || path.startsWith('/chatagent/'),
  tokenOf: bearerToken,
  limitOf: (_request, principal) => ({
    group: 'chatagent',
    requests: REQUESTS_PER_MINUTE[principal?.tier ?? 'free'],
    perSeconds: 60,
  }),
  showLimits,
  sendError: sendChatagentError,
  routes(app, services) {
    nameRequests(app);
    countRequests(app, services);
    registerKnowledgeBases(app, services);
    registerDocuments(app, services);
    registerSearch(app, services);
    registerMetrics(app, services);
    registerLogs(app, services);
    registerNotThereYet(app, NOT_THERE_YET);
  },
};

/** Every answer says what it can be asked about by, and which language its words are in. */
function nameRequests(app: DialectApp): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
    showLanguage(reply, languageOf(request));
  });
}

function showLimits(reply: FastifyReply, { limit, remaining, resetAtMs }: LimitState): void {
  reply.headers({
    'X-RateLimit-Limit': limit,
    'X-RateLimit-Remaining': remaining,
    'X-RateLimit-Reset': Math.ceil(resetAtMs / 1000),
  });
}
