import type { DialectPlace } from '../dialect.ts';
import { placeBelow } from '../place-below.ts';
import { tellWebhooks } from './webhooks/tell-webhooks.ts';

/** The API of the Chatbots Platform: bots that get better at what they are asked. */
export const chatbots: DialectPlace = {
  ...placeBelow('/chatbots'),
  attend: tellWebhooks,
  load: async () => (await import('./chatbots-dialect.ts')).chatbotsDialect,
};
