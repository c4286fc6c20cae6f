import { foldText } from './fold-text.ts';

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
 * Takes time in proportion to the length of the text times the number of phrases, whatever they are.
 *
 * @returns the places of the found phrases in `phrases`
 */
export function findPhrases(text: string, phrases: readonly string[]): number[] {
  const folded = foldText(text).slice(0, FOLDED_CHARACTERS_MAX);
  const places = new Map<string, number[]>();
  for (const [at, phrase] of phrases.entries()) {
    const wanted = foldText(phrase);
    if (wanted !== '') places.set(wanted, [...(places.get(wanted) ?? []), at]);
  }
  const found = [...places.keys()].flatMap((phrase, number) =>
    occurrences(folded, phrase).map(
      (start): Occurrence => ({ phrase: number, start, end: start + phrase.length }),
    ),
  );
  const meant = new Set(
    withoutInner(found, folded.length)
      .sort((one, other) => one.start - other.start || other.end - one.end)
      .map(({ phrase }) => phrase),
  );
  const byNumber = [...places.values()];
  return [...meant].flatMap((number) => byNumber[number] ?? []);
}

/** Where `phrase` begins as whole words, by the algorithm of Knuth, Morris and Pratt: no text makes it slow. */
function occurrences(text: string, phrase: string): number[] {
  const borders = bordersOf(phrase);
  const starts: number[] = [];
  let matched = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    while (matched > 0 && phrase.charCodeAt(matched) !== code) matched = borders[matched - 1] ?? 0;
    if (phrase.charCodeAt(matched) === code) matched++;
    if (matched < phrase.length) continue;
    const start = at + 1 - phrase.length;
    if (standsAlone(text, start, at + 1)) starts.push(start);
    matched = borders[matched - 1] ?? 0;
  }
  return starts;
}

/** For each beginning of `phrase`: the length of its longest proper beginning that is also its end. */
function bordersOf(phrase: string): Uint16Array {
  const borders = new Uint16Array(phrase.length);
  let length = 0;
  for (let at = 1; at < phrase.length; at++) {
    while (length > 0 && phrase.charCodeAt(at) !== phrase.charCodeAt(length))
      length = borders[length - 1] ?? 0;
    if (phrase.charCodeAt(at) === phrase.charCodeAt(length)) length++;
    borders[at] = length;
  }
  return borders;
}

/** Whether what stands from `start` to `end` is no part of a longer word. */
function standsAlone(text: string, start: number, end: number): boolean {
  const next = signAt(text, end);
  if (CLINGING.test(next)) return false;
  const before = signBefore(text, start);
  if (before === '\u200d') return false;
  return !areOneWord(before, signAt(text, start)) && !areOneWord(signBefore(text, end), next);
}

function areOneWord(left: string, right: string): boolean {
  if (!WORD_SIGN.test(left) || !WORD_SIGN.test(right)) return false;
  return !UNSPACED.test(left) && !UNSPACED.test(right);
}

function signAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function signBefore(text: string, at: number): string {
  const isPair = at >= 2 && /[\udc00-\udfff]/.test(text[at - 1] ?? '');
  return at === 0 ? '' : signAt(text, isPair ? at - 2 : at - 1);
}

/** Without those that lie inside a longer one. */
function withoutInner(found: readonly Occurrence[], length: number): Occurrence[] {
  // For each place: where the furthest of those ends that begin there or before.
  const furthest = new Int32Array(length + 1);
  for (const { start, end } of found) furthest[start] = Math.max(furthest[start] ?? 0, end);
  for (let at = 1; at <= length; at++) furthest[at] = Math.max(furthest[at] ?? 0, furthest[at - 1] ?? 0);
  return found.filter(({ start, end }) => {
    const beginsBefore = start > 0 && (furthest[start - 1] ?? 0) >= end;
    return !beginsBefore && (furthest[start] ?? 0) <= end;
  });
}
