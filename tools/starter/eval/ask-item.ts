import { crc32 } from 'node:zlib';
import { TOMO } from '../../../src/main/domain/characters/character.ts';
import { TAG_LESSON } from '../../../src/main/domain/chat/prompt.ts';
import type { ChatTurn, LanguageModel } from '../../../src/main/inference/llm.ts';
import type { ModelAnswer } from './answer-checks.ts';
import type { EvalItem } from './eval-item.ts';

const ANSWER_TOKENS = 120;
const STORY_TOKENS = 240;

/** How answers are drawn. Temperature 0 takes the most probable token each time. */
export type Sampling = { temperature: number; topP: number };

export type AskedItem = {
  item: EvalItem;
  /** The whole conversation, answers that were generated on the way included, without the last answer. */
  conversation: ChatTurn[];
  answer: ModelAnswer;
  tokens: number;
  firstTextMs: number;
  totalMs: number;
};

/** The seed of an item's n-th answer: another for every item, and the same whichever items are asked beside it. */
export function seedOf({ system, messages }: EvalItem, sample: number): number {
  return crc32(JSON.stringify([system ?? null, messages, sample]));
}

/** Asks the model for its n-th answer to what an item asks, the way the app does. */
export async function askItem(
  model: LanguageModel,
  item: EvalItem,
  sample: number,
  sampling: Sampling,
): Promise<AskedItem> {
  const seed = seedOf(item, sample);
  const conversation: ChatTurn[] = [];
  const system = systemText(item);
  if (system !== '') conversation.push({ role: 'system', content: system });
  for (const { role, content } of item.messages) {
    conversation.push({
      role,
      content: content ?? (await answerTo(model, conversation, item, { ...sampling, seed })).text,
    });
  }
  const startMs = performance.now();
  const { text, ended, tokens, firstTextMs } = await answerTo(model, conversation, item, {
    ...sampling,
    seed,
  });
  return {
    item,
    conversation,
    answer: { text, ended },
    tokens,
    firstTextMs: firstTextMs - startMs,
    totalMs: performance.now() - startMs,
  };
}

/** The persona, then the lesson about tags, as the app writes them. */
function systemText({ system = TOMO.systemPrompt }: EvalItem): string {
  if (system === '' || system.includes(TAG_LESSON)) return system;
  return `${system}\n\n${TAG_LESSON}`;
}

async function answerTo(
  model: LanguageModel,
  messages: readonly ChatTurn[],
  item: EvalItem,
  sampling: Sampling & { seed: number },
): Promise<ModelAnswer & { tokens: number; firstTextMs: number }> {
  const maxTokens = /stor(y|ies)/.test(item.category) ? STORY_TOKENS : ANSWER_TOKENS;
  const answer = { text: '', ended: false, tokens: 0, firstTextMs: Number.NaN };
  for await (const event of model.generate({ messages, maxTokens, cacheKey: 'evaluation', ...sampling })) {
    if (event.type === 'text') {
      if (answer.text === '') answer.firstTextMs = performance.now();
      answer.text += event.text;
    } else if (event.type === 'end') {
      answer.ended = event.reason === 'stop';
      answer.tokens = event.usage.completionTokens;
    }
  }
  return answer;
}
