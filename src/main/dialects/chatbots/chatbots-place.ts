import type { DialectPlace } from '../dialect.ts';
import { tellWebhooks } from './webhooks/tell-webhooks.ts';

/** The API of the Chatbots Platform: bots that get better at what they are asked. */
export const chatbots: DialectPlace = {
  prefix: '/chatbots',
  ownPortPrefix: '',
  documentPath: '/chatbots/openapi.json',
  owns: (path) => path === '/chatbots' || path.startsWith('/chatbots/'),
  attend: tellWebhooks,
  load: async () => (await import('./chatbots-dialect.ts')).chatbotsDialect,
};
