import { expect, it } from 'vitest';
import { answersQuestion } from './answers-question.ts';

const NOTES = [
  "The user's name is Kim.",
  'The user lives in Graz.',
  "The user's sister Mia lives in Lyon.",
  "The user's brother is called Tom.",
  "The user's dog is called Rex.",
  'The user is 30 years old.',
  "The user's birthday is on the 3rd of May.",
  'The user works as a nurse.',
  'The user is allergic to peanuts.',
  "The user's favourite colour is green.",
  "The user's favourite food is ramen.",
  'The user likes jazz.',
  'The user does not like fish.',
  'The user keeps the spare key under the mat.',
  "The user's exam is on Friday 27 November 2026.",
  'The user wants to be reminded to buy milk on Sunday 22 November 2026.',
  'The wifi guest network is called Foxhole.',
];

it.each([
  ['where does my sister live?', "The user's sister Mia lives in Lyon."],
  ['where does Mia live', "The user's sister Mia lives in Lyon."],
  ['who is Mia?', "The user's sister Mia lives in Lyon."],
  ["what's my sister's name", "The user's sister Mia lives in Lyon."],
  ['where do i live', 'The user lives in Graz.'],
  ['what is my name?', "The user's name is Kim."],
  ['do you remember my name', "The user's name is Kim."],
  ["what is my brother's name?", "The user's brother is called Tom."],
  ["what's my dog called", "The user's dog is called Rex."],
  ['how old am i', 'The user is 30 years old.'],
  ['when is my birthday?', "The user's birthday is on the 3rd of May."],
  ['what do i do for a living', 'The user works as a nurse.'],
  ['what is my job', 'The user works as a nurse.'],
  ['what am i allergic to?', 'The user is allergic to peanuts.'],
  ['what is my favourite colour', "The user's favourite colour is green."],
  ["what's my favorite food", "The user's favourite food is ramen."],
  ['what music do i like', 'The user likes jazz.'],
  ['where is the spare key', 'The user keeps the spare key under the mat.'],
  ['when is my exam?', "The user's exam is on Friday 27 November 2026."],
  ['wo wohnt meine Schwester?', "The user's sister Mia lives in Lyon."],
  ['où habite ma sœur ?', "The user's sister Mia lives in Lyon."],
  ['¿dónde vive mi hermana?', "The user's sister Mia lives in Lyon."],
  ['私の名前は何ですか', "The user's name is Kim."],
  ['我叫什么名字', "The user's name is Kim."],
  ['what is the wifi guest network called?', 'The wifi guest network is called Foxhole.'],
])('%s', (question, answer) => {
  const scored = NOTES.map((note) => ({ note, score: answersQuestion(question, note) })).sort(
    (a, b) => b.score - a.score,
  );
  expect(scored[0]?.note).toBe(answer);
  expect(scored[0]?.score).toBeGreaterThanOrEqual(0.6);
});

it.each([
  'what is the capital of France?',
  'tell me a joke',
  'how far is the moon',
  "what is my mother's name?",
  'where does my cousin live?',
  'where is my passport?',
  'what is your name?',
  'how old are you?',
  'what is your favourite colour',
  'where do you live',
])('is answered by none of them: %s', (question) => {
  for (const note of NOTES) expect(answersQuestion(question, note), note).toBeLessThan(0.6);
});
