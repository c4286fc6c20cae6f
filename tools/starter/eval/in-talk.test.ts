import { describe, expect, it } from 'vitest';
import { type EvalItem, messagesOf } from './eval-item.ts';
import { inTalk } from './in-talk.ts';

function item(category: string, ...says: string[]): EvalItem {
  return { category, lang: 'en', expect: { any: says.slice(-1) }, messages: messagesOf(says) };
}

describe('items in the midst of a talk', () => {
  const alone = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((said) => item('stranger', said));

  it('come after the five messages before them, the first ones after the last', () => {
    const items = inTalk([item('jokes', 'z'), ...alone, item('stranger', 'x', 'y')], 'stranger');
    expect(items.map(({ category }) => category)).toEqual(Array(7).fill('stranger_in_talk'));
    const saidBy = items.map(({ messages }) => messages.filter(({ role }) => role === 'user'));
    expect(saidBy[6]?.map(({ content }) => content).join('')).toBe('bcdefg');
    expect(saidBy[1]?.map(({ content }) => content).join('')).toBe('defgab');
  });

  it('leave what is answered in between to the model, and expect what they expect alone', () => {
    const [first] = inTalk(alone, 'stranger');
    expect(first?.messages.filter(({ role }) => role === 'assistant').map(({ content }) => content)).toEqual(
      Array(5).fill(null),
    );
    expect(first?.expect).toEqual({ any: ['a'] });
  });
});
