import { expect, test } from 'vitest';
import { quotedMemory } from './quoted-memory.ts';

const NOTES = [
  "The user's sister Mia lives in Lyon.",
  "The user's name is Kim.",
  'The user works as a nurse.',
  'The user is 30 years old.',
  "The user's favourite colour is green.",
  'The user has a dog called Rex.',
];

test.each([
  ['where does my sister live?', 'Your sister Mia lives in Lyon.'],
  ['where does mia live', 'Your sister Mia lives in Lyon.'],
  ['what is my name?', 'Your name is Kim.'],
  ["what's my job", 'You work as a nurse.'],
  ['how old am i', 'You are 30 years old.'],
  ['what is my favourite colour?', 'Your favourite colour is green.'],
  ['what is my dog called?', 'You have a dog called Rex.'],
])('%s', (question, told) => {
  expect(quotedMemory(question, NOTES)).toBe(`[nod] [happy] You told me: ${told}`);
});

test.each(['hello', 'what is your name?', 'where does my brother live?', 'tell me a joke', 'how are you?'])(
  'leaves to the model: %s',
  (question) => {
    expect(quotedMemory(question, NOTES)).toBeNull();
  },
);

test('answers in the language of the question', () => {
  expect(quotedMemory('Wie ist mein Name?', NOTES)).toBe(
    '[nod] [happy] Du hast es mir erzählt: Du heißt Kim.',
  );
});
