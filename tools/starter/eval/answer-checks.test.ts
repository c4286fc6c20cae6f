import { describe, expect, it } from 'vitest';
import { checkAnswer } from './answer-checks.ts';
import type { EvalItem } from './eval-item.ts';
import type { Lexicon } from './lexicon.ts';

const wordsOf = (text: string) => new Set(text.split(' '));
const lexicon: Lexicon = {
  words: {
    en: wordsOf(
      "hello there wave how are you i am so sorry to hear that a joke why did it the end don't and on we go tomo",
    ),
    de: wordsOf('hallo wie geht es dir ich bin tomo und du'),
    es: wordsOf('hola soy tomo y'),
    fr: wordsOf('bonjour je suis tomo et'),
    ja: new Set(),
    zh: new Set(),
  },
  characters: new Set('こんにちは私はトモです。你好我是'),
};

function failed(text: string, item: Partial<EvalItem> = {}, ended = true): string[] {
  const whole: EvalItem = {
    category: 'greeting',
    lang: 'en',
    messages: [{ role: 'user', content: 'hello' }],
    expect: {},
    ...item,
  };
  return checkAnswer(whole, { text, ended }, lexicon).map(({ check }) => check);
}

describe('an answer', () => {
  it.each(['[happy] Hello there! [wave] How are you?', '[sad] I am so sorry to hear that.', 'Don’t go!'])(
    'that is fine passes: %s',
    (text) => {
      expect(failed(text)).toEqual([]);
    },
  );

  it.each([
    ['', ['empty']],
    ['[happy]', ['empty']],
    ['[happi] Hello!', ['tags']],
    ['[wave Hello!', ['tags']],
    ['[wave] [nod] [bow] Hello!', ['tags']],
    ['Hello xyzzy.', ['words']],
    ['how are you there, how are you there, how are you there', ['loop']],
    ['I am so sorry. Why? I am so sorry.', ['loop']],
    ['こんにちは', ['language']],
    ['hallo wie geht es dir', ['words', 'language']],
  ])('%j fails %j', (text, checks) => {
    expect(failed(text)).toEqual(checks);
  });

  it('fails when it was cut off', () => {
    expect(failed('Hello there', {}, false)).toEqual(['end']);
  });

  it('may use words that the prompt brought in, and their genitive', () => {
    const messages: EvalItem['messages'] = [{ role: 'user', content: 'i am Zorbina' }];
    expect(failed('Hello Zorbina! Zorbina’s joke!', { messages })).toEqual([]);
    const careless: EvalItem['messages'] = [{ role: 'user', content: 'its zorbinas joke' }];
    expect(failed('Why, Zorbina?', { messages: careless })).toEqual([]);
  });

  it('may say a short exclamation twice', () => {
    expect(failed('Hello! Hello! How are you?')).toEqual([]);
  });
});

describe('expected words', () => {
  it('match at the start of a word and in any case', () => {
    const item = { expect: { any: ['hear', 'nothing'] } };
    expect(failed('So sorry to HEAR that.', item)).toEqual([]);
    expect(failed('So sorry.', item)).toEqual(['topic']);
    expect(failed('You are there.', { expect: { any: ['here'] } })).toEqual(['topic']);
  });

  it('match as patterns between slashes', () => {
    expect(failed('Hello Tomo', { expect: { any: ['/^hello/i'] } })).toEqual([]);
    expect(failed('Hello Tomo', { expect: { any: ['/^hello/'] } })).toEqual(['topic']);
    expect(failed('[wave] Hello', { expect: { all: ['/\\[wave\\]/'] } })).toEqual([]);
  });

  it('are all needed, or all forbidden', () => {
    expect(failed('Hello Tomo', { expect: { all: ['hello', 'joke'] } })).toEqual(['facts']);
    expect(failed('Hello Tomo', { expect: { none: ['joke', 'tomo'] } })).toEqual(['forbidden']);
  });

  it('include the feeling that is shown', () => {
    expect(failed('[sad] Hello [happy] there', { expect: { emotion: ['happy'] } })).toEqual([]);
    expect(failed('[sad] Hello', { expect: { emotion: ['happy', 'relaxed'] } })).toEqual(['emotion']);
  });
});

describe('the language of an answer', () => {
  it.each([
    ['de', 'Hallo! Wie geht es dir?'],
    ['fr', 'Bonjour, je suis Tomo.'],
    ['ja', '私はトモです。'],
    ['zh', '你好，我是Tomo'],
  ] as const)('%s is recognised: %s', (lang, text) => {
    expect(failed(text, { lang })).toEqual([]);
  });

  it.each([
    ['de', 'Hello, how are you?'],
    ['ja', '你好'],
    ['zh', 'こんにちは'],
  ] as const)('%s is not: %s', (lang, text) => {
    expect(failed(text, { lang })).toEqual(['language']);
  });
});
