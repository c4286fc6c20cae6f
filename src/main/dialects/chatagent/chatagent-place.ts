import type { DialectPlace } from '../dialect.ts';
import { placeBelow } from '../place-below.ts';
import { sendAnswers } from './platform/send-answers.ts';

/** The API of the ChatAgent platform: bots, their conversations, and what they know. */
export const chatagent: DialectPlace = {
  ...placeBelow('/chatagent'),
  attend: sendAnswers,
  load: async () => (await import('./chatagent-dialect.ts')).chatagentDialect,
};
