import { expect, it } from 'vitest';
import { inSecondPerson } from './in-second-person.ts';
import { readFact } from './read-fact.ts';
import { tellFact } from './tell-fact.ts';

it.each([
  ["The user's sister Mia lives in Lyon.", 'Your sister Mia lives in Lyon.'],
  ['The user lives in Lyon.', 'You live in Lyon.'],
  ['The user is allergic to nuts.', 'You are allergic to nuts.'],
  ['The user does not like fish.', 'You do not like fish.'],
  ['The user has a dog called Rex.', 'You have a dog called Rex.'],
  ['The user keeps their bike in the cellar.', 'You keep your bike in the cellar.'],
  ['The user goes to choir every Monday.', 'You go to choir every Monday.'],
  ['The user studies physics.', 'You study physics.'],
  ['The user was born in Kyoto.', 'You were born in Kyoto.'],
  ['The user says the character promised to sing to them.', 'You say I promised to sing to you.'],
  ['Mia lives in Paris.', 'Mia lives in Paris.'],
  ["Mia is the user's aunt.", 'Mia is your aunt.'],
  ["The user's parents live in Rome.", 'Your parents live in Rome.'],
])('says to the user: %s', (content, told) => {
  expect(inSecondPerson(content)).toBe(told);
});

it('says the commonest things in the languages that they are asked in', () => {
  const content = "The user's sister Mia lives in Lyon.";
  expect(inSecondPerson(content, 'de')).toBe('Deine Schwester Mia wohnt in Lyon.');
  expect(inSecondPerson(content, 'fr')).toBe('Ta sœur Mia habite à Lyon.');
  expect(inSecondPerson(content, 'es')).toBe('Tu hermana Mia vive en Lyon.');
  expect(inSecondPerson("The user's younger sister ミア lives in リヨン.", 'ja')).toBe(
    'Your younger sister ミア lives in リヨン.',
  );
  expect(inSecondPerson('The user lives in 東京.', 'ja')).toBe('あなたは東京に住んでいます。');
  expect(inSecondPerson('The user likes 爬山.', 'zh')).toBe('你喜欢爬山。');
  expect(inSecondPerson("The user's name is Kim.", 'de')).toBe('Du heißt Kim.');
});

it('reads back what a memory says', () => {
  for (const content of [
    "The user's sister Mia lives in Lyon.",
    'The user is 30 years old.',
    "The user's favourite colour is green.",
    'The user is allergic to nuts.',
  ]) {
    const fact = readFact(content);
    expect(fact).not.toBeNull();
    if (fact !== null) expect(tellFact(fact)).toBe(content);
  }
});
