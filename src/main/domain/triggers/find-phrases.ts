import { foldText } from './fold-text.ts';
import { PhraseAutomaton } from './phrase-automaton.ts';

/** Some signs become many when they are folded; nothing that is said is longer than this. */
const FOLDED_CHARACTERS_MAX = 40_000;
const WORD_SIGN = /[\p{L}\p{N}\p{M}_]/u;
/** Of scripts that put no space between words, or hang their endings onto them. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
/** What belongs to the sign before it: accents, and what joins two signs to one. */
const CLINGING = /[\p{M}\u200c\u200d]/u;

interface Occurrence {
  phrase: number;
  start: number;
  end: number;
}

/**
 * Which of these phrases a text has, as whole words and in any case, in the order in which they first come.
 *
 * Between letters of scripts without spaces every place is the end of a word. Where a phrase stands inside a longer one
 * that was found (`morning` in `good morning`), only the longer one is meant; two that overlap in part are both there.
 *
 * @returns the places of the found phrases in `phrases`
 */
export function findPhrases(text: string, phrases: readonly string[]): number[] {
  const places = new Map<string, number[]>();
  for (const [at, phrase] of phrases.entries()) {
    const wanted = foldText(phrase);
    if (wanted !== '') places.set(wanted, [...(places.get(wanted) ?? []), at]);
  }
  if (places.size === 0) return [];
  const folded = foldText(text).slice(0, FOLDED_CHARACTERS_MAX);
  const meant = new Set(
    longestIn(folded, [...places.keys()])
      .sort((one, other) => one.start - other.start)
      .map(({ phrase }) => phrase),
  );
  const byNumber = [...places.values()];
  return [...meant].flatMap((number) => byNumber[number] ?? []);
}

/** Where phrases stand as whole words, without those inside of longer ones. */
function longestIn(text: string, phrases: readonly string[]): Occurrence[] {
  const edges = wordEdges(text);
  const found: Occurrence[] = [];
  // Of those that end at one place, the longest holds the others.
  new PhraseAutomaton(phrases).read(text, (phrase, start, end) => {
    if (edges[end] === 0) return true;
    if (edges[start] === 0) return false;
    found.push({ phrase, start, end });
    return true;
  });
  let furthestStart = text.length;
  const outer = [];
  for (const occurrence of found.reverse()) {
    if (occurrence.start >= furthestStart) continue;
    furthestStart = occurrence.start;
    outer.push(occurrence);
  }
  return outer;
}

/** For each place of a text, and its end: whether a word may begin or end there. */
function wordEdges(text: string): Uint8Array {
  const edges = new Uint8Array(text.length + 1);
  edges[0] = 1;
  edges[text.length] = 1;
  let at = 0;
  let before: Sign | null = null;
  for (const letter of text) {
    const sign = toSign(letter);
    if (before !== null) edges[at] = isEdge(before, sign) ? 1 : 0;
    before = sign;
    at += letter.length;
  }
  return edges;
}

type Sign = 'letter' | 'unspaced' | 'clinging letter' | 'joiner' | 'other';

function isEdge(before: Sign, sign: Sign): boolean {
  if (sign === 'clinging letter' || sign === 'joiner' || before === 'joiner') return false;
  return !isLetter(before) || !isLetter(sign);
}

/** Of a script with spaces. */
function isLetter(sign: Sign): boolean {
  return sign === 'letter' || sign === 'clinging letter';
}

const ASCII = Array.from({ length: 128 }, (_, code) => read(String.fromCharCode(code)));

function toSign(letter: string): Sign {
  return ASCII[letter.charCodeAt(0)] ?? read(letter);
}

function read(letter: string): Sign {
  if (letter === '\u200d') return 'joiner';
  if (CLINGING.test(letter)) return 'clinging letter';
  if (UNSPACED.test(letter)) return 'unspaced';
  return WORD_SIGN.test(letter) ? 'letter' : 'other';
}
