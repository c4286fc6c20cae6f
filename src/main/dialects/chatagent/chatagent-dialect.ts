import type { FastifyReply } from 'fastify';
import { bearerToken } from '../../http/auth/guard.ts';
import type { LimitState } from '../../http/rate-limit/request-limits.ts';
import type { Dialect, DialectApp } from '../dialect.ts';
import { registerNotThereYet } from '../not-there-yet.ts';
import { registerAuth } from './auth/routes.ts';
import { takeBothPaths } from './both-paths.ts';
import { registerBots } from './bots/routes.ts';
import { chatagentErrorBody, sendChatagentError } from './chatagent-error.ts';
import { registerMessages } from './conversations/message-routes.ts';
import { registerConversations } from './conversations/routes.ts';
import { registerKnowledgeBases } from './knowledge/base-routes.ts';
import { registerDocuments } from './knowledge/document-routes.ts';
import { registerSearch } from './knowledge/search-route.ts';
import { limitOf } from './limits.ts';
import { languageOf, showLanguage } from './messages/language.ts';
import { registerLogs } from './monitoring/logs-route.ts';
import { countRequests, registerMetrics } from './monitoring/metrics-route.ts';
import { NOT_THERE_YET } from './operations.ts';
import { registerSocket } from './socket/route.ts';

/** The API of the ChatAgent platform: bots, their conversations, and what they know. */
export const chatagentDialect: Dialect = {
  document: {
    title: 'Tomo, ChatAgent',
    description:
      'What clients of the ChatAgent platform need to work with Tomo. A login gives the token of each request: ' +
      '`Authorization: Bearer ACCESS_TOKEN`.',
    tags: [
      { name: 'Authentication', description: 'Accounts, and how they sign in.' },
      { name: 'Bots', description: 'Characters on a platform: make, start and stop them.' },
      { name: 'Conversations', description: 'Talk to a bot, and read what was said.' },
      { name: 'Knowledge', description: 'What bots look things up in.' },
      { name: 'Monitoring', description: 'How busy the server is, and what happened lately.' },
    ],
    errorBody: chatagentErrorBody,
  },
  tokenOf: bearerToken,
  limitOf: (_request, principal) => limitOf(principal),
  showLimits,
  sendError: sendChatagentError,
  routes(app, services) {
    takeBothPaths(app);
    nameRequests(app);
    countRequests(app, services);
    registerAuth(app, services);
    registerBots(app, services);
    registerConversations(app, services);
    registerMessages(app, services);
    registerSocket(app, services);
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
