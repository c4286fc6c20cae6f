import { bambisleep } from './bambisleep/bambisleep-dialect.ts';
import { chatagent } from './chatagent/chatagent-dialect.ts';
import { chatbots } from './chatbots/chatbots-dialect.ts';
import { chattr } from './chattr/chattr-dialect.ts';
import type { Dialect } from './dialect.ts';
import { openai } from './openai/openai-dialect.ts';

/** The dialects that Tomo speaks beside its own API, by name. */
export const DIALECTS = { openai, chattr, bambisleep, chatagent, chatbots } satisfies Record<string, Dialect>;
