import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../domain/accounts/principal.ts';
import { bearerToken } from '../../http/auth/guard.ts';
import type { LimitRule } from '../../http/rate-limit/request-limits.ts';
import type { Dialect } from '../dialect.ts';
import { registerNotThereYet } from '../not-there-yet.ts';
import { registerGenerate } from './ai/routes.ts';
import { registerAuth } from './auth/routes.ts';
import { bambisleepErrorBody, sendBambisleepError } from './bambisleep-error.ts';
import { operationNotes } from './examples.ts';
import { NOT_THERE_YET, SOCKET } from './operations.ts';
import { registerProfile } from './profile/routes.ts';
import { cookieToken } from './session-cookie.ts';
import { registerSessions } from './sessions/routes.ts';
import { registerSocket } from './socket/route.ts';
import { registerTriggers } from './triggers/routes.ts';
import { registerWebhooks } from './webhooks/routes.ts';

const MINUTE_SECONDS = 60;
const MINUTES_PER_HOUR = 60;
const REQUESTS_PER_MINUTE = { signedIn: 60, others: 10 };

/** The API of the BambiSleep.Chat service: profiles, answers with triggers, sessions, and a room to meet in. */
export const bambisleepDialect: Dialect = {
  document: {
    title: 'Tomo, BambiSleep.Chat',
    description:
      'What clients of the BambiSleep.Chat service need to work with Tomo. Requests show who asks with the session ' +
      'cookie that `POST /v1/auth/login` sets, or with a key: `Authorization: Bearer YOUR_API_KEY`. ' +
      'Accounts have 60 requests a minute; whoever is not signed in has 10.',
    tags: [
      { name: 'Authentication', description: 'Sign in and out.' },
      { name: 'AI', description: 'Talk to a character.' },
      { name: 'Triggers', description: 'Phrases with a meaning: say one, and its content joins the prompt.' },
      { name: 'Sessions', description: 'What was said.' },
      { name: 'Profiles', description: 'What people show of themselves.' },
      { name: 'Webhooks', description: 'Be told what happens, at an address of your own.' },
      { name: 'Room', description: 'Where the people of this Tomo talk to each other.' },
    ],
    errorBody: bambisleepErrorBody,
    operations: operationNotes,
  },
  tokenOf: (request) => bearerToken(request) ?? cookieToken(request),
  limitOf,
  countsKeyless: true,
  // The document has no headers for limits; a refusal says when to come back.
  showLimits: () => {},
  sendError: sendBambisleepError,
  routes(app, services) {
    registerAuth(app, services);
    registerGenerate(app, services);
    registerTriggers(app, services);
    registerSessions(app, services);
    registerProfile(app, services);
    registerSocket(app, services);
    registerWebhooks(app, services);
    registerNotThereYet(app, NOT_THERE_YET);
  },
};

/** An account that was given a number of its own by the owner has a sixtieth of it a minute. */
function limitOf(request: FastifyRequest, principal: Principal | null): LimitRule | null {
  const rule = (requests: number) => ({ group: 'bambisleep', requests, perSeconds: MINUTE_SECONDS });
  if (principal !== null) {
    const { requestsPerHour } = principal;
    return rule(
      requestsPerHour === null ? REQUESTS_PER_MINUTE.signedIn : Math.ceil(requestsPerHour / MINUTES_PER_HOUR),
    );
  }
  // What a connection may do is counted once it has signed in.
  return request.routeOptions.url?.endsWith(SOCKET) === true ? null : rule(REQUESTS_PER_MINUTE.others);
}
