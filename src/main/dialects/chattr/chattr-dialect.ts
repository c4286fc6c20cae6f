import { bearerToken } from '../../http/auth/guard.ts';
import type { Dialect } from '../dialect.ts';
import { registerAssets } from './assets/routes.ts';
import { registerCharacters } from './characters/routes.ts';
import { registerHistory } from './chat/history-routes.ts';
import { registerMessage } from './chat/message-route.ts';
import { chattrErrorBody, sendChattrError } from './chattr-error.ts';
import { registerMedia } from './media/routes.ts';
import { registerSocket } from './socket/route.ts';
import { registerHealth } from './system/health-route.ts';
import { countRequests, registerMetrics } from './system/metrics-route.ts';

/** The API of the Chattr service (Chatacter Backend): sessions of chat with characters, and their voices. */
export const chattrDialect: Dialect = {
  document: {
    title: 'Tomo, Chattr',
    description:
      'What clients of the Chattr service need to work with Tomo. Every request needs a key: ' +
      '`Authorization: Bearer YOUR_API_KEY`. Sessions are named by the caller; characters are called by their id or, ' +
      'as `assistant` and `creative`, by their name for programs.',
    tags: [
      { name: 'Chat', description: 'Talk to a character, and read what was said.' },
      { name: 'Characters', description: 'Who there is to talk to.' },
      { name: 'Media', description: 'Texts as sound.' },
      { name: 'System', description: 'How the parts are, and what was done.' },
    ],
    errorBody: chattrErrorBody,
  },
  tokenOf: bearerToken,
  // The document has no headers for limits; a refusal says when to come back.
  showLimits: () => {},
  sendError: sendChattrError,
  routes(app, services) {
    countRequests(app, services);
    registerMessage(app, services);
    registerHistory(app, services);
    registerCharacters(app, services);
    registerMedia(app, services);
    registerAssets(app, services);
    registerHealth(app, services);
    registerMetrics(app, services);
    registerSocket(app, services);
  },
};
