import { expect, it } from 'vitest';
import { createLexicalEmbedder } from '../../inference/lexical/lexical-embedder.ts';
import { groupQuestions } from './group-questions.ts';
import { UNRELATED_QUESTIONS } from './unrelated-questions.ts';

const embedder = createLexicalEmbedder();
const vectors = async (texts: readonly string[]) => (await embedder.embed({ texts })).vectors;

async function groupsOf(
  questions: readonly string[],
  known: readonly string[] = [],
  praised: readonly string[] = [],
) {
  const groups = groupQuestions({
    questions: await vectors(questions),
    known: await vectors(known),
    praised: await vectors(praised),
    unrelated: await vectors(UNRELATED_QUESTIONS),
  });
  return groups.map((group) => ({ ...group, members: group.members.map(({ at }) => questions[at]) }));
}

const sorted = (groups: { members: (string | undefined)[] }[]) =>
  groups.map(({ members }) => members.toSorted()).toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));

it('puts questions that ask the same together, and no others', async () => {
  const groups = await groupsOf([
    'When do you open on Sundays?',
    'Do you have gluten free cake?',
    'are you open on sundays',
    'How much is the delivery?',
    'is there gluten-free cake',
    'What time do you open on Sunday?',
    'Do you sell gift cards?',
  ]);
  expect(sorted(groups)).toEqual([
    ['Do you have gluten free cake?', 'is there gluten-free cake'],
    ['Do you sell gift cards?'],
    ['How much is the delivery?'],
    ['What time do you open on Sunday?', 'When do you open on Sundays?', 'are you open on sundays'],
  ]);
});

it('leaves what is known to what is known', async () => {
  const groups = await groupsOf(
    ['when are you open sunday', 'Do you sell gift cards?'],
    ['Is there cake?', 'When do you open on Sundays?'],
    ['Which gift cards do you sell?'],
  );
  expect(groups).toEqual([
    { members: ['when are you open sunday'], known: 1, praised: null },
    { members: ['Do you sell gift cards?'], known: null, praised: 0 },
  ]);
});

it('has nothing to group where nothing was asked', async () => {
  expect(await groupsOf([])).toEqual([]);
});

it('puts each of many questions into exactly one group', async () => {
  const questions = Array.from(
    { length: 60 },
    (_, at) => `When does shop number ${at % 7} open on day ${at % 3}?`,
  );
  const groups = await groupsOf(questions);
  expect(groups.flatMap(({ members }) => members)).toHaveLength(questions.length);
  expect(groups.length).toBeLessThan(30);
});
