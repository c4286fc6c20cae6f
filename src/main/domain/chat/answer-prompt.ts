import type { LanguageModel } from '../../inference/llm.ts';
import { type Character, instructionsOf } from '../characters/character.ts';
import type { Grounding } from '../grounding/grounding.ts';
import { historyUpTo } from './conversation-history.ts';
import type { Conversation, Message } from './message.ts';
import { type BuiltPrompt, buildPrompt } from './prompt.ts';

/** An answer is spoken aloud; nobody listens longer. */
export const ANSWER_TOKENS_MAX = 512;

/** The longest answer of a character, in tokens. */
export function answerTokensMax({ generation }: Character): number {
  return generation.maxTokens ?? ANSWER_TOKENS_MAX;
}

interface AnswerPromptRequest {
  conversation: Conversation;
  character: Character;
  messages: readonly Message[];
  question: Message;
  model: LanguageModel;
  grounding: Grounding;
  /** What the user is called, as whoever brought the message says. */
  userName?: string | undefined;
  /** Without it the character knows nothing of what was said before. */
  withHistory?: boolean | undefined;
}

/** The prompt of an answer, with what the character knows that matters for the question. */
export async function answerPrompt(request: AnswerPromptRequest, signal: AbortSignal): Promise<BuiltPrompt> {
  const { conversation, character, question, model, grounding, userName } = request;
  const history = historyUpTo(request.withHistory === false ? [question] : request.messages, question);
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
  const answerTokens = Math.min(answerTokensMax(character), Math.floor(info.contextTokens / 4));
  const told = userName === undefined ? [] : [{ id: '', text: `The user's name is ${userName}.` }];
  const built = await buildPrompt({
    systemPrompt: instructionsOf(character),
    history,
    background: { ...background, notes: [...told, ...background.notes] },
    budgetTokens: info.contextTokens - answerTokens,
    countTokens: (turns) => model.countTokens(turns, signal),
  });
  // What was told with the message is not remembered, and so it is no source.
  const notes = built.background.notes.filter((note) => !told.includes(note));
  return { ...built, background: { ...built.background, notes } };
}
