import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { EMOTIONS } from '../../../src/shared/emotion.ts';

export const LANGUAGES = ['en', 'ja', 'zh', 'es', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Words that many items expect, by the name that stands for them there. */
const GROUPS = z
  .record(z.string(), z.array(z.string()))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'words/groups.json'), 'utf8')));

/** `@sympathy` stands for the words of that group. */
const words = z.array(z.string()).transform((listed, context) =>
  listed.flatMap((word) => {
    if (!word.startsWith('@')) return [word];
    const group = GROUPS[word.slice(1)];
    if (group === undefined) context.addIssue({ code: 'custom', message: `there is no group ${word}` });
    return group ?? [];
  }),
);

/** What an answer is expected to hold: `word`s match at the start of a word in any case, `/x/i` is a pattern. */
const expectation = z.strictObject({
  any: words.optional(),
  all: words.optional(),
  none: words.optional(),
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

const evalFile = z.array(z.looseObject({}));

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
  return evalFile.parse(JSON.parse(readFileSync(path, 'utf8'))).map((item, i) => {
    const at = `${basename(path)}: item ${i}`;
    // One after the other, not their union: that would only say that neither fits.
    const parsed = ('says' in item ? saysItem : messagesItem).safeParse(item);
    if (!parsed.success) throw new Error(`${at}: ${z.prettifyError(parsed.error)}`);
    const whole = 'messages' in parsed.data ? parsed.data : expandSays(parsed.data);
    if (whole.messages.at(-1)?.role !== 'user') throw new Error(`${at} does not end with a user message`);
    return whole;
  });
}

function expandSays({ says, ...item }: z.infer<typeof saysItem>): EvalItem {
  return { ...item, messages: messagesOf(says) };
}

/** What a user says, with answers that the model is to give in between. */
export function messagesOf(says: readonly string[]): EvalMessage[] {
  return says.flatMap((content, i): EvalMessage[] => {
    const said: EvalMessage = { role: 'user', content };
    return i === 0 ? [said] : [{ role: 'assistant', content: null }, said];
  });
}
