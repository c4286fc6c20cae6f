import { bearerToken } from '../../http/auth/guard.ts';
import type { Dialect } from '../dialect.ts';
import { bambisleepErrorBody, sendBambisleepError } from './bambisleep-error.ts';
import { registerNotThereYet } from './not-there-yet.ts';

/** The API of the BambiSleep.Chat service: profiles, answers with triggers, sessions, and a room to meet in. */
export const bambisleep: Dialect = {
  prefix: '/bambisleep',
  ownPortPrefix: '',
  document: {
    path: '/bambisleep/openapi.json',
    title: 'Tomo, BambiSleep.Chat',
    description:
      'What clients of the BambiSleep.Chat service need to work with Tomo. Every request needs a key: ' +
      '`Authorization: Bearer YOUR_API_KEY`.',
    tags: [],
    errorBody: bambisleepErrorBody,
  },
  owns: (path) => path === '/bambisleep' || path.startsWith('/bambisleep/'),
  tokenOf: bearerToken,
  // The document has no headers for limits; a refusal says when to come back.
  showLimits: () => {},
  sendError: sendBambisleepError,
  routes(app) {
    registerNotThereYet(app);
  },
};
