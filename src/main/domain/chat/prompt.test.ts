import { describe, expect, test } from 'vitest';
import type { ChatTurn } from '../../inference/llm.ts';
import { buildPrompt, TAG_LESSON } from './prompt.ts';

const countTokens = async (turns: readonly ChatTurn[]) =>
  turns.reduce((sum, { content }) => sum + content.split(/\s+/).length, 0);

const talk = (exchanges: number): ChatTurn[] => [
  ...Array.from({ length: exchanges }, (_, at): ChatTurn[] => [
    { role: 'user', content: `question ${at} ${'word '.repeat(20)}` },
    { role: 'assistant', content: `answer ${at} ${'word '.repeat(20)}` },
  ]).flat(),
  { role: 'user', content: 'and now?' },
];

const build = async (history: ChatTurn[], budgetTokens: number) =>
  (await buildPrompt({ systemPrompt: 'You are Tomo.', history, budgetTokens, countTokens })).turns;

describe('buildPrompt', () => {
  test('begins with the character and the lesson about tags and ends with the message to answer', async () => {
    const prompt = await build(talk(2), 10_000);
    expect(prompt[0]).toEqual({ role: 'system', content: `You are Tomo.\n\n${TAG_LESSON}` });
    expect(prompt).toHaveLength(6);
    expect(prompt.at(-1)).toEqual({ role: 'user', content: 'and now?' });
  });

  test('keeps calls of tools and their answers apart, one turn each', async () => {
    const history: ChatTurn[] = [
      { role: 'user', content: 'What time is it?' },
      { role: 'assistant', content: '', toolCalls: [{ id: 'a', name: 'now', arguments: '{}' }] },
      { role: 'tool', content: 'noon', toolCallId: 'a' },
      { role: 'tool', content: 'midnight', toolCallId: 'b' },
    ];
    expect((await build(history, 10_000)).slice(1)).toEqual(history);
  });

  test('leaves out old messages that do not fit, and begins with the user', async () => {
    const prompt = await build(talk(40), 500);
    expect(await countTokens(prompt)).toBeLessThanOrEqual(500);
    expect(prompt[1]?.role).toBe('user');
    expect(prompt.at(-1)?.content).toBe('and now?');
  });

  test('keeps its start while a long conversation goes on, so that a model can reuse it', async () => {
    const starts = new Set<string | undefined>();
    for (let exchanges = 41; exchanges < 49; exchanges++)
      starts.add((await build(talk(exchanges), 900))[1]?.content);
    expect(starts.size).toBeLessThanOrEqual(3);
  });

  test('keeps all that may stay: one step more would not fit', async () => {
    for (let budgetTokens = 120; budgetTokens < 1_200; budgetTokens += 90) {
      const history = talk(45);
      const prompt = await build(history, budgetTokens);
      const start = history.length - (prompt.length - 1);
      const earlier = start % 8 === 0 ? start - 8 : start - 2;
      expect(await countTokens([...prompt.slice(0, 1), ...history.slice(earlier)])).toBeGreaterThan(
        budgetTokens,
      );
      expect(await countTokens(prompt)).toBeLessThanOrEqual(budgetTokens);
    }
  });

  test('asks for few counts, however long the conversation has become', async () => {
    let counts = 0;
    await buildPrompt({
      systemPrompt: 'You are Tomo.',
      history: talk(2_000),
      budgetTokens: 900,
      countTokens: (turns) => {
        counts += 1;
        return countTokens(turns);
      },
    });
    expect(counts).toBeLessThan(15);
  });

  test('a message that is too long alone stays, so that the model says so', async () => {
    const prompt = await build([{ role: 'user', content: 'word '.repeat(5_000) }], 100);
    expect(prompt.at(-1)?.content).toHaveLength(25_000);
  });

  test('joins messages of one role in a row, which many templates refuse', async () => {
    const prompt = await build(
      [
        { role: 'user', content: 'one' },
        { role: 'user', content: 'two' },
      ],
      1_000,
    );
    expect(prompt.slice(1)).toEqual([{ role: 'user', content: 'one\ntwo' }]);
  });
});
