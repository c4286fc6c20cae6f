import { expect, test } from 'vitest';
import { stemOf } from './word-stem.ts';

test.each([
  ['change', 'changes', 'changed', 'changing'],
  ['battery', 'batteries'],
  ['swimming', 'swim', 'swims'],
  ['tomato', 'tomatoes'],
  ['kundigung', 'kundigungen', 'kundigen'],
  ['kirsche', 'kirschen'],
  ['cotisation', 'cotisations'],
  ['puerta', 'puertas'],
  ['limpiando', 'limpiar'],
])('forms of one word end alike: %s', (...forms) => {
  expect(new Set(forms.map(stemOf)).size).toBe(1);
});

test.each(['gas', 'bring', 'thing', '2024s', '図書館', 'погоды', 'bus', 'sing'])('%s stays', (word) => {
  expect(stemOf(word)).toBe(word);
});

test.each([
  ['letter', 'let'],
  ['summer', 'sum'],
  ['number', 'numb'],
])('%s and %s stay two words', (a, b) => {
  expect(stemOf(a)).not.toBe(stemOf(b));
});
