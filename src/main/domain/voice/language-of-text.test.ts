import { expect, test } from 'vitest';
import { languageOfText } from './language-of-text.ts';

test.each([
  ['Hello there, how are you today?', 'en'],
  ['Ich bin Tomo, und wie geht es dir?', 'de'],
  ['Je suis très content de te voir.', 'fr'],
  ['¡Hola! Estoy muy bien, gracias.', 'es'],
  ['こんにちは、元気ですか？', 'ja'],
  ['漢字とひらがな', 'ja'],
  ['你好，今天怎么样？', 'cmn'],
  ['Привет, как дела?', 'ru'],
  ['Tomo likes 寿司 and the sea.', 'en'],
])('%s is %s', (text, language) => {
  expect(languageOfText(text)).toBe(language);
});

test.each(['', '123!', 'Kim', 'Hmm'])('%j does not tell', (text) => {
  expect(languageOfText(text)).toBeUndefined();
});
