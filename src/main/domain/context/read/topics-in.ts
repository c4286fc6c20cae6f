import { FUNCTION_WORDS } from '../../../inference/function-words.ts';
import { foldWord, type Mention, type ReadLanguage } from './mention.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
const UNSPACED = /^[\p{Script=Han}\p{Script=Katakana}ー]{2,}$/u;
const WORD = /^[\p{L}\p{M}'’-]{5,}$/u;
const KANA = /^[\p{Script=Hiragana}]+$/u;
const TOPICS_MAX = 40;

/**
 * What a text is about: the things, places and organisations that it speaks of; in languages that are not read, its
 * longer words that are not the commonest ones of theirs.
 */
export function topicsIn(
  text: string,
  language: ReadLanguage | null,
  mentions: readonly Mention[],
): string[] {
  if (language !== null) {
    return mentions
      .flatMap(({ topic }) => (topic === null || topic.length < 3 ? [] : [topic]))
      .slice(0, TOPICS_MAX);
  }
  return [...segmenter.segment(text)]
    .filter(({ segment, isWordLike }) => isWordLike === true && isTopic(segment))
    .map(({ segment }) => segment.toLowerCase())
    .slice(0, TOPICS_MAX);
}

function isTopic(word: string): boolean {
  if (KANA.test(word) || FUNCTION_WORDS.has(foldWord(word))) return false;
  return UNSPACED.test(word) || WORD.test(word);
}
