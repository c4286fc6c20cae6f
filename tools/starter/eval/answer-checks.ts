import { EMOTIONS, GESTURES } from '../../../src/shared/emotion.ts';
import type { EvalItem, Language } from './eval-item.ts';
import type { Lexicon } from './lexicon.ts';
import { cjkCharacters, hasKana, latinWords, segmentedWords, sentencesOf } from './words-of.ts';

/** The checks, in the order of a report, and what each one says of an answer that passes. */
export const CHECKS = {
  empty: 'something is said',
  end: 'the answer ends by itself within 120 tokens (240 in categories of stories)',
  tags: 'every [tag] is one of the fourteen, at most two are gestures, no bracket is left over',
  loop: 'no four words come three times, no sentence of three words or more comes twice',
  words: 'every word (in Chinese and Japanese every character) occurs in the corpus or in the prompt',
  language: 'the answer is in the language of the item',
  topic: 'it has one of the expected words',
  facts: 'it has all the words that it must have',
  forbidden: 'it has none of the words that it must not have',
  emotion: 'it shows one of the expected feelings',
} as const;

export type CheckName = keyof typeof CHECKS;
export type Failure = { check: CheckName; detail: string };

/** What the model wrote, with its tags; `ended`: before the token limit. */
export type ModelAnswer = { text: string; ended: boolean };

const TAG = /\[([^[\]]*)\]/g;
const EMOTION_NAMES: ReadonlySet<string> = new Set(EMOTIONS);
const GESTURE_NAMES: ReadonlySet<string> = new Set(GESTURES);
const MOST_GESTURES = 2;

/** Everything that is wrong with an answer. */
export function checkAnswer(item: EvalItem, answer: ModelAnswer, lexicon: Lexicon): Failure[] {
  const spoken = spokenText(answer.text);
  const failures: Failure[] = [];
  const fail = (check: CheckName, detail: string | undefined) => {
    if (detail !== undefined) failures.push({ check, detail });
  };
  fail('empty', /[\p{L}\p{N}]/u.test(spoken) ? undefined : 'no words');
  fail('end', answer.ended ? undefined : 'cut off');
  fail('tags', wrongTags(answer.text));
  fail('loop', repetition(spoken));
  fail('words', unknownWords(spoken, item, lexicon));
  fail('language', wrongLanguage(spoken, item.lang, lexicon));
  const { any, all, none, emotion } = item.expect;
  const has = (wanted: string) => matches(wanted, answer.text, spoken);
  fail('topic', !any?.length || any.some(has) ? undefined : `none of ${any.join(', ')}`);
  fail('facts', listed(all?.filter((wanted) => !has(wanted))));
  fail('forbidden', listed(none?.filter(has)));
  fail('emotion', !emotion?.length || shows(answer.text, emotion) ? undefined : `not ${emotion.join(', ')}`);
  return failures;
}

/** The answer as it is spoken: without tags. */
export function spokenText(text: string): string {
  return text.replace(TAG, ' ').replace(/\s+/g, ' ').trim();
}

function listed(words: readonly string[] | undefined): string | undefined {
  return words?.length ? words.join(', ') : undefined;
}

function shows(text: string, wanted: readonly string[]): boolean {
  return [...text.matchAll(TAG)].some(([, name = '']) => wanted.includes(name));
}

function wrongTags(text: string): string | undefined {
  const names = [...text.matchAll(TAG)].map(([, name = '']) => name);
  const unknown = names.filter((name) => !EMOTION_NAMES.has(name) && !GESTURE_NAMES.has(name));
  if (unknown.length > 0) return unknown.map((name) => `[${name}]`).join(' ');
  if (/[[\]]/.test(text.replace(TAG, ''))) return 'a bracket without its partner';
  const gestures = names.filter((name) => GESTURE_NAMES.has(name)).length;
  return gestures > MOST_GESTURES ? `${gestures} gestures` : undefined;
}

function repetition(spoken: string): string | undefined {
  const words = segmentedWords(spoken);
  const counts = new Map<string, number>();
  for (let i = 0; i + 4 <= words.length; i++) {
    const four = words.slice(i, i + 4).join(' ');
    counts.set(four, (counts.get(four) ?? 0) + 1);
    if (counts.get(four) === 3) return four;
  }
  // Shorter ones are said twice on purpose: "Ha ha! Ha ha!"
  const sentences = sentencesOf(spoken).filter((sentence) => segmentedWords(sentence).length >= 3);
  return sentences.find((sentence, i) => sentences.indexOf(sentence) < i);
}

function unknownWords(spoken: string, item: EvalItem, lexicon: Lexicon): string | undefined {
  const prompt = [item.system ?? '', ...item.messages.map(({ content }) => content ?? '')].join('\n');
  // People leave out the apostrophe: after "hazoms birthday" the name is Hazom.
  const promptWords = new Set(latinWords(prompt).flatMap((word) => [word, word.replace(/s$/, '')]));
  const isKnown = (word: string) =>
    promptWords.has(word) || lexicon.words.en.has(word) || lexicon.words[item.lang].has(word);
  const words = latinWords(spoken).filter(
    (word) => !isKnown(word) && !word.split("'").every((part) => part === 's' || isKnown(part)),
  );
  const characters = cjkCharacters(spoken).filter(
    (character) => !lexicon.characters.has(character) && !prompt.includes(character),
  );
  return listed([...words, ...characters]);
}

const LATIN_LANGUAGES = ['en', 'es', 'de', 'fr'] as const;

function wrongLanguage(spoken: string, language: Language, lexicon: Lexicon): string | undefined {
  const cjk = cjkCharacters(spoken).length;
  if (language === 'ja') return hasKana(spoken) ? undefined : 'no kana';
  if (language === 'zh') return cjk > 0 && !hasKana(spoken) ? undefined : 'no Chinese';
  const words = latinWords(spoken);
  if (cjk > words.length) return 'mostly Chinese or Japanese characters';
  const known = (of: Language) => words.filter((word) => lexicon.words[of].has(word)).length;
  const best = LATIN_LANGUAGES.reduce((a, b) => (known(b) > known(a) ? b : a), language);
  // Languages share short words: one word more in another's list says nothing.
  return known(best) > known(language) + 1 ? `more like ${best}` : undefined;
}

function matches(wanted: string, text: string, spoken: string): boolean {
  const pattern = /^\/(.*)\/([a-z]*)$/s.exec(wanted);
  if (pattern) {
    const expression = new RegExp(pattern[1] ?? '', pattern[2]);
    return expression.test(text) || expression.test(spoken);
  }
  const plain = spoken.replace(/[‘’]/g, "'").toLowerCase();
  const word = wanted.replace(/[‘’]/g, "'").toLowerCase();
  if (cjkCharacters(word).length > 0) return plain.includes(word);
  return new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}`, 'u').test(plain);
}
