import type { DialectPlace } from '../dialect.ts';

/** The API of the Chattr service (Chatacter Backend): sessions of chat with characters, and their voices. */
export const chattr: DialectPlace = {
  prefix: '/chattr',
  ownPortPrefix: '',
  documentPath: '/chattr/openapi.json',
  owns: (path) => path === '/chattr' || path.startsWith('/chattr/'),
  load: async () => (await import('./chattr-dialect.ts')).chattrDialect,
};
