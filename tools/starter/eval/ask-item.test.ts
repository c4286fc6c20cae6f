import { describe, expect, it } from 'vitest';
import { TOMO } from '../../../src/main/domain/characters/character.ts';
import { TAG_LESSON } from '../../../src/main/domain/chat/prompt.ts';
import type { ChatRequest, LanguageModel } from '../../../src/main/inference/llm.ts';
import { askItem, seedOf } from './ask-item.ts';
import { type EvalItem, readEvalItems } from './eval-item.ts';

const SAMPLING = { temperature: 0.3, topP: 0.9 };

function itemOf(messages: EvalItem['messages'], system?: string): EvalItem {
  return {
    category: 'greeting',
    lang: 'en',
    messages,
    expect: {},
    ...(system === undefined ? {} : { system }),
  };
}

/** A model that answers with the number of messages it was given, and keeps what it was asked. */
function countingModel() {
  const requests: ChatRequest[] = [];
  const model = {
    async *generate(request: ChatRequest) {
      requests.push({ ...request, messages: [...request.messages] });
      yield { type: 'text', text: `${request.messages.length}` };
      yield { type: 'end', reason: 'stop', usage: { promptTokens: 1, completionTokens: 1 } };
    },
  } as unknown as LanguageModel;
  return { model, requests };
}

describe('asking an item', () => {
  it('puts the default persona and the lesson about tags in front', async () => {
    const { model, requests } = countingModel();
    await askItem(model, itemOf([{ role: 'user', content: 'hi' }]), 0, SAMPLING);
    expect(requests[0]?.messages).toEqual([
      { role: 'system', content: `${TOMO.systemPrompt}\n\n${TAG_LESSON}` },
      { role: 'user', content: 'hi' },
    ]);
  });

  it('takes the answers that the model gives on the way', async () => {
    const { model } = countingModel();
    const messages: EvalItem['messages'] = [
      { role: 'user', content: 'i am Kim' },
      { role: 'assistant', content: null },
      { role: 'user', content: 'who am i?' },
    ];
    const { conversation, answer } = await askItem(model, itemOf(messages, ''), 0, SAMPLING);
    expect(conversation.map(({ content }) => content)).toEqual(['i am Kim', '1', 'who am i?']);
    expect(answer).toEqual({ text: '3', ended: true });
  });

  it('draws with the seed of the item and the sample', async () => {
    const { model, requests } = countingModel();
    const item = itemOf([{ role: 'user', content: 'hi' }]);
    await askItem(model, item, 2, SAMPLING);
    expect(requests[0]).toMatchObject({ ...SAMPLING, seed: seedOf(item, 2) });
  });
});

describe('seeds', () => {
  it('are the same again for the same item and sample', () => {
    const [first] = readEvalItems(import.meta.dirname);
    expect(seedOf(first!, 1)).toBe(seedOf(structuredClone(first!), 1));
  });

  it('differ between items and between samples', () => {
    const items = readEvalItems(import.meta.dirname);
    const seeds = items.flatMap((item) => [0, 1, 2].map((sample) => seedOf(item, sample)));
    expect(new Set(seeds).size).toBe(seeds.length);
  });
});
