import { bambisleep } from './bambisleep/bambisleep-place.ts';
import { chatagent } from './chatagent/chatagent-place.ts';
import { chatbots } from './chatbots/chatbots-place.ts';
import { chattr } from './chattr/chattr-place.ts';
import type { DialectPlace } from './dialect.ts';
import { openai } from './openai/openai-place.ts';

/** The dialects that Tomo speaks beside its own API, by name. */
export const DIALECTS = { openai, chattr, bambisleep, chatagent, chatbots } satisfies Record<
  string,
  DialectPlace
>;
