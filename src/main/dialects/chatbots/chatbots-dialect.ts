import type { FastifyRequest } from 'fastify';
import { bearerToken } from '../../http/auth/guard.ts';
import type { Dialect } from '../dialect.ts';
import { registerNotThereYet } from '../not-there-yet.ts';
import { chatbotsErrorBody, sendChatbotsError } from './chatbots-error.ts';
import { NOT_THERE_YET } from './operations.ts';
import { registerPersonalities } from './personalities/routes.ts';
import { limitOf, showLimits } from './request-limit.ts';
import { registerHealth } from './system/health-route.ts';

/** The API of the Chatbots Platform: bots that get better at what they are asked. */
export const chatbots: Dialect = {
  prefix: '/chatbots',
  ownPortPrefix: '',
  document: {
    path: '/chatbots/openapi.json',
    title: 'Tomo, Chatbots Platform',
    description:
      'What clients of the Chatbots Platform need to work with Tomo. A login gives a token: ' +
      '`Authorization: Bearer JWT`; programs send an API key: `X-API-Key: KEY`.',
    tags: [
      { name: 'Personalities', description: 'How chatbots speak.' },
      { name: 'Health', description: 'Whether it works.' },
    ],
    errorBody: chatbotsErrorBody,
  },
  owns: (path) => path === '/chatbots' || path.startsWith('/chatbots/'),
  tokenOf: (request) => bearerToken(request) ?? apiKeyOf(request),
  limitOf,
  showLimits,
  sendError: sendChatbotsError,
  routes(app, services) {
    registerPersonalities(app, services);
    registerHealth(app, services);
    registerNotThereYet(app, NOT_THERE_YET);
  },
};

function apiKeyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['x-api-key'];
  return typeof key === 'string' ? key.trim() || undefined : undefined;
}
