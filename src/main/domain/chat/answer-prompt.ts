import type { LanguageModel } from '../../inference/llm.ts';
import { type Character, instructionsOf } from '../characters/character.ts';
import type { Grounding } from '../grounding/grounding.ts';
import type { ConversationSummaries } from '../memory/summary/conversation-summaries.ts';
import { historyUpTo } from './conversation-history.ts';
import type { Conversation, Message } from './message.ts';
import { type BuiltPrompt, buildPrompt } from './prompt.ts';
import { joinAdditions, type PromptAddition, type PromptContributor } from './prompt-addition.ts';

/** An answer is spoken aloud; nobody listens longer. */
export const ANSWER_TOKENS_MAX = 512;

/** Smaller models were never taught to read summaries and examples; what they recall, and what is quoted, must do. */
const READING_PARAMETERS_MIN = 200_000_000;

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
  logger: { error(object: object, message: string): void };
  summaries: ConversationSummaries;
  /** What other parts of the house add. */
  contributors: readonly PromptContributor[];
  /** What whoever brought the message adds. */
  addition?: PromptAddition | undefined;
  /** What the user is called, as whoever brought the message says. */
  userName?: string | undefined;
  /** Without it the character knows nothing of what was said before. */
  withHistory?: boolean | undefined;
}

/** The prompt of an answer, with what the character knows that matters for the question. */
export async function answerPrompt(request: AnswerPromptRequest, signal: AbortSignal): Promise<BuiltPrompt> {
  const { conversation, character, question, model, grounding, summaries, userName } = request;
  const messages = request.withHistory === false ? [question] : request.messages;
  const history = historyUpTo(messages, question);
  const isSummed = !conversation.visitor && request.withHistory !== false;
  const before = history.slice(0, -1).findLast(({ role }) => role === 'user')?.content;
  const [info, summary, background, added] = await Promise.all([
    model.info(signal),
    summaries.of(conversation.id),
    grounding.of(
      {
        character,
        userId: conversation.visitor ? null : conversation.userId,
        text: question.content,
        before,
      },
      signal,
    ),
    additions(request, signal),
  ]);
  const answerTokens = Math.min(answerTokensMax(character), Math.floor(info.contextTokens / 4));
  const isReader = (info.parameters ?? READING_PARAMETERS_MIN) >= READING_PARAMETERS_MIN;
  const examples = isReader ? added.examples : added.examples.filter(({ isMeant }) => isMeant === true);
  const name = userName === undefined ? [] : [`The user's name is ${userName}.`];
  const told = [...name, ...added.notes].map((text) => ({ id: '', text }));
  const built = await buildPrompt({
    systemPrompt: `${instructionsOf(character)}\n\n${added.instructions}`.trim(),
    summary: isSummed && isReader ? summary : null,
    history,
    background: { ...background, examples, notes: [...told, ...background.notes] },
    budgetTokens: info.contextTokens - answerTokens,
    countTokens: (turns) => model.countTokens(turns, signal),
  });
  const first = firstInPrompt(messages, question, built.userTurns);
  if (first !== null && isSummed) summaries.wantUpTo(conversation.id, first);
  // What was told with the message is not remembered, and so it is no source.
  const notes = built.background.notes.filter((note) => !told.includes(note));
  return { ...built, background: { ...built.background, notes } };
}

/** Never fails but by the signal: what cannot be added is left out. */
async function additions(
  { contributors, addition, character, conversation, question, logger }: AnswerPromptRequest,
  signal: AbortSignal,
): Promise<Required<PromptAddition>> {
  const given = contributors.map((contribute) =>
    contribute({ character, conversation, question }, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      logger.error({ err: error }, 'something could not be added to a prompt');
      return null;
    }),
  );
  return joinAdditions([...(await Promise.all(given)), addition]);
}

/** The message with which a prompt begins; null where nothing was left out. */
function firstInPrompt(
  messages: readonly Message[],
  question: Message,
  { kept, left }: BuiltPrompt['userTurns'],
): string | null {
  if (left === 0) return null;
  const asked = messages.filter(({ role }) => role === 'user');
  const end = asked.findIndex(({ id }) => id === question.id) + 1;
  return asked[end - kept]?.id ?? null;
}
