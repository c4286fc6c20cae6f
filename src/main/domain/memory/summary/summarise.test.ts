import { expect, it } from 'vitest';
import type { ChatRequest, GenerateEvent, GenerateRequest, LanguageModel } from '../../../inference/llm.ts';
import { summariseBySentences, summariseWithModel } from './summarise.ts';

const user = (content: string) => ({ role: 'user' as const, content });
const never = new AbortController().signal;

it('keeps what was remembered and what says most, without small talk and without secrets', () => {
  const summary = summariseBySentences({
    previous: null,
    said: [
      user('hello'),
      { role: 'assistant', content: 'Hello! How are you doing on this wonderful sunny morning, my friend?' },
      user('ok. My old neighbour repairs grandfather clocks in a tiny shop downtown.'),
      user('remember that my password for the clock shop is hunter2'),
    ],
    memories: ["The user's sister Mia lives in Lyon."],
  });
  expect(summary).toBe(
    "- The user's sister Mia lives in Lyon.\n- The user said: “My old neighbour repairs grandfather clocks in a tiny shop downtown.”",
  );
});

it('takes over what was summed up before, and lets the oldest go when there is no room', () => {
  let summary: string | null = null;
  for (let part = 0; part < 40; part++) {
    const memories = [`The user visited museum number ${part} with their cousin.`];
    summary = summariseBySentences({ previous: summary, said: [user('ok')], memories });
    expect(summary).toContain(memories[0]);
    if (part > 0) expect(summary).toContain(`museum number ${part - 1} `);
    expect(summary.length).toBeLessThanOrEqual(1_200);
  }
  expect(summary).not.toContain('museum number 0 ');
});

it('is written by a model in lines, whatever marks it puts before them', async () => {
  let asked: GenerateRequest | undefined;
  const model: LanguageModel = {
    info: async () => ({ name: 'written', contextTokens: 2048, backend: 'cpu' }),
    countTokens: async () => 1,
    dispose: async () => {},
    async *generate(request): AsyncGenerator<GenerateEvent> {
      asked = request;
      yield {
        type: 'text',
        text: '* They talked of clocks.\n\n• Mia moved.\n- The card is 4111 1111 1111 1111',
      };
    },
  };
  const request = { previous: '- The user likes tea.', said: [user('my clock stopped')], memories: [] };
  expect(await summariseWithModel(model, request, never)).toBe('- They talked of clocks.\n- Mia moved.');
  expect((asked as ChatRequest).messages.at(-1)?.content).toBe(
    'Notes so far:\n- The user likes tea.\n\nConversation:\nUser: my clock stopped',
  );
});
