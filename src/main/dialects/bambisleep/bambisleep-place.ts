import type { DialectPlace } from '../dialect.ts';
import { placeBelow } from '../place-below.ts';
import { tellWebhooks } from './webhooks/tell-webhooks.ts';

/** The API of the BambiSleep.Chat service: profiles, answers with triggers, sessions, and a room to meet in. */
export const bambisleep: DialectPlace = {
  ...placeBelow('/bambisleep'),
  attend: tellWebhooks,
  load: async () => (await import('./bambisleep-dialect.ts')).bambisleepDialect,
};
