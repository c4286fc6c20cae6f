import type { DialectPlace } from '../dialect.ts';
import { placeBelow } from '../place-below.ts';

/** The API of the Chattr service (Chatacter Backend): sessions of chat with characters, and their voices. */
export const chattr: DialectPlace = {
  ...placeBelow('/chattr'),
  load: async () => (await import('./chattr-dialect.ts')).chattrDialect,
};
