import { expect, test } from 'vitest';
import { declines } from './declines.ts';

test.each([
  "Hmm, I don't know that yet.",
  'I’m not sure, sorry!',
  'Das weiß ich leider nicht.',
  'Je ne sais pas.',
  'No lo sé.',
  'わかりません。',
  '我不知道。',
])('%s declines', (answer) => expect(declines(answer)).toBe(true));

test.each([
  'We open at nine.',
  'You know what? At noon!',
  'Das steht auf Seite zwei.',
  'I look it up: at nine.',
])('%s answers', (answer) => expect(declines(answer)).toBe(false));
