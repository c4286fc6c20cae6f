import { createHash } from 'node:crypto';
import { DomainError } from '../domain-error.ts';
import { foldedWords } from './learn/text-pieces.ts';
import type { ExampleDraft } from './training-dataset.ts';

/** Of one dataset. */
export const EXAMPLES_MAX = 20_000;
export const TEXT_CHARS_MAX = 2_000;
export const RESPONSE_CHARS_MAX = 8_000;
export const INTENT_CHARS_MAX = 100;
/** Of one dataset; more cannot be told apart in the memory and time that there is. */
export const INTENTS_MAX = 200;

/** An example without what stands around its texts, and with what two of one text have in common. */
export interface CheckedExample {
  text: string;
  textKey: string;
  response: string | null;
  intent: string | null;
}

/** @param index from 0; stands in the error. @throws DomainError `invalid` */
export function checkExample(draft: ExampleDraft, index: number): CheckedExample {
  const text = draft.text.trim();
  const response = draft.response?.trim() || null;
  const intent = draft.intent?.trim().replace(/\s+/g, ' ') || null;
  const refuse = (field: string, problem: string) => {
    throw new DomainError('invalid', `Example ${index + 1}: ${problem}`, {
      field: `examples.${index}.${field}`,
      index,
    });
  };
  if (text === '') refuse('text', 'its text is empty; it needs what somebody may say');
  if (text.length > TEXT_CHARS_MAX) refuse('text', tooLong('text', TEXT_CHARS_MAX));
  if ((response?.length ?? 0) > RESPONSE_CHARS_MAX)
    refuse('response', tooLong('response', RESPONSE_CHARS_MAX));
  if ((intent?.length ?? 0) > INTENT_CHARS_MAX) refuse('intent', tooLong('intent', INTENT_CHARS_MAX));
  if (response === null && intent === null) {
    refuse('intent', 'it needs an intent, a response, or both; there is nothing to learn from it otherwise');
  }
  return { text, textKey: keyOf(text), response, intent };
}

function tooLong(what: string, charsMax: number): string {
  return `its ${what} is longer than ${charsMax} characters`;
}

/** `Hello!` and `hello` are one text. */
export function keyOf(text: string): string {
  const words = foldedWords(text).join(' ');
  return createHash('sha256')
    .update(words === '' ? text : words)
    .digest('hex')
    .slice(0, 32);
}
