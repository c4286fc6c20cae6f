import { expect, test } from 'vitest';
import { asksSomething } from './asks-something.ts';

test.each([
  'when do i oil the chain',
  'for how long may we store addresses',
  'tyre pressure gravel',
  'E20',
  'the chain?',
  'um wie viel steigt der Beitrag',
  'Kündigungsfrist',
  'où est la clé',
  'de combien augmente la cotisation',
  'qué significa el código L3',
  '会費はいくら',
  '滤网多久换一次',
])('%s asks', (text) => {
  expect(asksSomething(text)).toBe(true);
});

test.each([
  'i checked the brake pads today',
  'My bees are happy',
  'good night',
  'thanks for the soup',
  'we had lentil soup',
  'The tent is drying in the garden now.',
  'Honey is sweet',
  'Ich habe heute Kuchen gebacken',
  'Danke für den Kuchen',
  "J'ai mangé des crêpes",
  'Me gustan las croquetas con jamón y mucha sal',
  '今日は疲れた',
  '我今天很累',
  '',
])('%s asks nothing', (text) => {
  expect(asksSomething(text)).toBe(false);
});
