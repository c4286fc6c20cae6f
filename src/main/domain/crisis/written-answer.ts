import type { ChatTurn } from '../../inference/llm.ts';
import { takeApart } from '../grounding/prompt-front.ts';
import { answerAfterCrisis, crisisAnswer } from './crisis-answers.ts';
import { findCrisis } from './crisis-phrases.ts';

/**
 * The answer that people wrote for somebody who thinks of killing themselves, and for what they say after it: with
 * that no small model is left alone. Null where the model may answer.
 */
export function writtenAnswer(messages: readonly ChatTurn[]): string | null {
  const said = messages
    .filter(({ role }) => role === 'user')
    .map(({ content }) => findCrisis(takeApart(content).said));
  if (messages.at(-1)?.role !== 'user') return null;
  const earlier = said.slice(0, -1).filter((crisis) => crisis !== null).length;
  const now = said.at(-1) ?? null;
  if (now !== null) return crisisAnswer(now, earlier);
  const before = said.at(-2) ?? null;
  return before === null ? null : answerAfterCrisis(before, earlier - 1);
}
