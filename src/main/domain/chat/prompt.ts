import type { ChatTurn } from '../../inference/llm.ts';
import { type Background, NO_BACKGROUND } from '../grounding/background.ts';
import { promptFront } from '../grounding/prompt-front.ts';

/** What every character is taught about tags. The starter model was trained with exactly these words. */
export const TAG_LESSON =
  'Show how you feel with a tag before a sentence: [happy] [sad] [angry] [relaxed] [surprised] [neutral]. ' +
  'Move with [nod] [shake_head] [wave] [gesture_explain] [think] [bow] [laugh] [shrug], at most twice an answer. ' +
  'Never explain the tags.';

/** How many messages leave the prompt at once when a conversation outgrows the context. */
const FORGET_STEP_MESSAGES = 8;
/** Two bytes a token is fewer than any tokenizer needs for most text; what fits by this needs no exact count. */
const BYTES_PER_TOKEN_AT_LEAST = 2;
/** What is known may take this much of a prompt; what was just said matters too. */
const BACKGROUND_SHARE = 0.75;

export interface PromptRequest {
  systemPrompt: string;
  /** The conversation so far, oldest first; the last one is the message to answer. */
  history: readonly ChatTurn[];
  /** What was said before the part of it that fits, summed up. */
  summary?: string | null;
  /** Stands before the message to answer, as much of it as there is room for. */
  background?: Background;
  /** Tokens that the prompt may have. */
  budgetTokens: number;
  countTokens(messages: readonly ChatTurn[]): Promise<number>;
}

export interface BuiltPrompt {
  turns: ChatTurn[];
  /** What of it had room. */
  background: Background;
  /** How many messages of the user stand in it, and how many had no room; several without an answer count as one. */
  userTurns: { kept: number; left: number };
}

/**
 * The prompt of a turn: what the character is, then as much of the conversation as fits, newest last.
 *
 * The start stays the same from turn to turn so that a model can reuse what it has evaluated: old messages leave
 * several at once, at places that do not move with every message. The message to answer always stays, also when it
 * alone is too long: then the model's own error says so.
 */
export async function buildPrompt(request: PromptRequest): Promise<BuiltPrompt> {
  const system: ChatTurn = {
    role: 'system',
    content: [request.systemPrompt.trim(), TAG_LESSON, summaryPart(request.summary ?? null)]
      .filter((part) => part !== '')
      .join('\n\n'),
  };
  const said = mergeSameRole(request.history);
  const fits = async (prompt: readonly ChatTurn[], budgetTokens = request.budgetTokens) => {
    const bytes = prompt.reduce((sum, turn) => sum + Buffer.byteLength(turn.content) + 16, 0);
    if (bytes / BYTES_PER_TOKEN_AT_LEAST <= budgetTokens) return true;
    return (await request.countTokens(prompt)) <= budgetTokens;
  };
  const background = await fitting(request.background ?? NO_BACKGROUND, (less) =>
    fits([system, ...withFront(said.slice(-1), less)], request.budgetTokens * BACKGROUND_SHARE),
  );
  const history = withFront(said, background);
  const promptFrom = (start: number) => [system, ...startWithUser(history.slice(start))];

  // The less is left the better it fits, so the first start that fits is found by halving: counting is not free.
  const starts = startsOf(history.length);
  let from = 0;
  let to = starts.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (await fits(promptFrom(starts[middle] ?? 0))) to = middle;
    else from = middle + 1;
  }
  const start = starts[from];
  const turns = start === undefined ? [system, ...history.slice(-1)] : promptFrom(start);
  const kept = ofUser(turns);
  return { turns, background, userTurns: { kept, left: ofUser(history) - kept } };
}

function ofUser(turns: readonly ChatTurn[]): number {
  return turns.filter(({ role }) => role === 'user').length;
}

/** It changes only when messages have left, so the evaluated start of the prompt can be used again. */
function summaryPart(summary: string | null): string {
  return summary === null ? '' : `Earlier in this conversation:\n${summary}`;
}

/** As much of the background as fits: passages go first, then examples; the least important before the others. */
async function fitting(
  background: Background,
  fits: (less: Background) => Promise<boolean>,
): Promise<Background> {
  let { examples, notes, passages } = background;
  const isSomething = () => examples.length + notes.length + passages.length > 0;
  while (isSomething() && !(await fits({ examples, notes, passages }))) {
    if (passages.length > 0) passages = passages.slice(0, -1);
    else if (examples.length > 0) examples = examples.slice(0, -1);
    else notes = notes.slice(0, -1);
  }
  return { examples, notes, passages };
}

/** What is known stands before the message to answer, where it leaves the evaluated start of the prompt as it was. */
function withFront(turns: readonly ChatTurn[], background: Background): ChatTurn[] {
  const last = turns.at(-1);
  if (last?.role !== 'user') return [...turns];
  return [...turns.slice(0, -1), { ...last, content: `${promptFront(background)}${last.content}` }];
}

/** Where a prompt may begin in a history of so many messages, ascending: at whole steps, then exchange by exchange. */
function startsOf(messageCount: number): number[] {
  const starts: number[] = [];
  for (let start = 0; start < messageCount; start += FORGET_STEP_MESSAGES) starts.push(start);
  for (let start = (starts.at(-1) ?? 0) + 2; start < messageCount; start += 2) starts.push(start);
  return starts;
}

/** Many chat templates refuse two messages of one role in a row. */
function mergeSameRole(turns: readonly ChatTurn[]): ChatTurn[] {
  const merged: ChatTurn[] = [];
  for (const turn of turns) {
    const last = merged.at(-1);
    if (last?.role === turn.role && !isToolTalk(last) && !isToolTalk(turn))
      last.content += `\n${turn.content}`;
    else merged.push({ ...turn });
  }
  return merged;
}

/** Whose calls or call would be lost in another turn. */
function isToolTalk(turn: ChatTurn): boolean {
  return turn.toolCalls !== undefined || turn.toolCallId !== undefined;
}

function startWithUser(turns: readonly ChatTurn[]): ChatTurn[] {
  const first = turns.findIndex((turn) => turn.role === 'user');
  return first < 0 ? [] : turns.slice(first);
}
