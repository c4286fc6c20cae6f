import type { ChatTurn } from '../../inference/llm.ts';
import { takeApart } from './prompt-front.ts';

/**
 * What a character was taught to say to just this, for a model that is too small to learn from examples.
 *
 * @returns null where the prompt has no example that means the same
 */
export function taughtAnswer(messages: readonly ChatTurn[]): string | null {
  const last = messages.at(-1);
  if (last?.role !== 'user') return null;
  return takeApart(last.content).examples.find(({ isMeant }) => isMeant === true)?.assistant ?? null;
}
