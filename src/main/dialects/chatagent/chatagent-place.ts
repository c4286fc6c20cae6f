import type { DialectPlace } from '../dialect.ts';
import { sendAnswers } from './platform/send-answers.ts';

/** The API of the ChatAgent platform: bots, their conversations, and what they know. */
export const chatagent: DialectPlace = {
  prefix: '/chatagent',
  ownPortPrefix: '',
  documentPath: '/chatagent/openapi.json',
  owns: (path) => path === '/chatagent' || path.startsWith('/chatagent/'),
  attend: sendAnswers,
  load: async () => (await import('./chatagent-dialect.ts')).chatagentDialect,
};
