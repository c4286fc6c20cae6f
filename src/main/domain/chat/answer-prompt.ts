import type { LanguageModel } from '../../inference/llm.ts';
import type { Character } from '../characters/character.ts';
import type { Grounding } from '../grounding/grounding.ts';
import { historyUpTo } from './conversation-history.ts';
import type { Conversation, Message } from './message.ts';
import { type BuiltPrompt, buildPrompt } from './prompt.ts';

/** An answer is spoken aloud; nobody listens longer. */
export const ANSWER_TOKENS_MAX = 512;

interface AnswerPromptRequest {
  conversation: Conversation;
  character: Character;
  messages: readonly Message[];
  question: Message;
  model: LanguageModel;
  grounding: Grounding;
}

/** The prompt of an answer, with what the character knows that matters for the question. */
export async function answerPrompt(
  { conversation, character, messages, question, model, grounding }: AnswerPromptRequest,
  signal: AbortSignal,
): Promise<BuiltPrompt> {
  const history = historyUpTo(messages, question);
  const before = history.slice(0, -1).findLast(({ role }) => role === 'user')?.content;
  const [info, background] = await Promise.all([
    model.info(signal),
    grounding.of(
      {
        character,
        userId: conversation.visitor ? null : conversation.userId,
        text: question.content,
        before,
      },
      signal,
    ),
  ]);
  const answerTokens = Math.min(ANSWER_TOKENS_MAX, Math.floor(info.contextTokens / 4));
  return await buildPrompt({
    systemPrompt: character.systemPrompt,
    history,
    background,
    budgetTokens: info.contextTokens - answerTokens,
    countTokens: (turns) => model.countTokens(turns, signal),
  });
}
