import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { EMOTIONS } from '../../../src/shared/emotion.ts';

export const LANGUAGES = ['en', 'ja', 'zh', 'es', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What an answer is expected to hold: `word`s match at the start of a word in any case, `/x/i` is a pattern. */
const expectation = z.strictObject({
  any: z.array(z.string()).optional(),
  all: z.array(z.string()).optional(),
  none: z.array(z.string()).optional(),
  /** One of these feelings is shown. */
  emotion: z.array(z.enum(EMOTIONS)).optional(),
});

const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('user'), content: z.string().min(1) }),
  // null: what the model says here is taken, and the conversation goes on.
  z.strictObject({ role: z.literal('assistant'), content: z.string().min(1).nullable() }),
]);

const itemFields = {
  category: z.string().min(1),
  lang: z.enum(LANGUAGES),
  /** Absent: the default persona. Empty: no system message. */
  system: z.string().optional(),
  expect: expectation.default({}),
};

const messagesItem = z.strictObject({ ...itemFields, messages: z.array(message).min(1) });
/** What a user says, message after message, whatever the model answers in between. */
const saysItem = z.strictObject({ ...itemFields, says: z.array(z.string().min(1)).min(1) });

const evalFile = z.array(z.union([messagesItem, saysItem]));

export type EvalItem = z.infer<typeof messagesItem>;
export type EvalMessage = EvalItem['messages'][number];

/** All items of the JSON files in a folder. @throws Error that names the file and the place in it */
export function readEvalItems(directory: string): EvalItem[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readEvalFile(join(directory, name)));
}

function readEvalFile(path: string): EvalItem[] {
  const parsed = evalFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${basename(path)}: ${z.prettifyError(parsed.error)}`);
  return parsed.data.map((item, i) => {
    const whole = 'messages' in item ? item : expandSays(item);
    if (whole.messages.at(-1)?.role !== 'user') {
      throw new Error(`${basename(path)}: item ${i} does not end with a user message`);
    }
    return whole;
  });
}

function expandSays({ says, ...item }: z.infer<typeof saysItem>): EvalItem {
  const messages = says.flatMap((content, i): EvalMessage[] => {
    const said: EvalMessage = { role: 'user', content };
    return i === 0 ? [said] : [{ role: 'assistant', content: null }, said];
  });
  return { ...item, messages };
}
