import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LANGUAGES, type Language } from './eval-item.ts';
import { cjkCharacters, latinWords } from './words-of.ts';

/** The words and characters that the corpus uses, by language: whatever else the model writes, it made up. */
export type Lexicon = { words: Record<Language, Set<string>>; characters: Set<string> };

/** Reads every text of the corpus. Personas are English; slot values may occur in any language. */
export function readLexicon(corpusDirectory: string): Lexicon {
  const words = Object.fromEntries(
    LANGUAGES.map((language) => [language, new Set<string>()]),
  ) as Lexicon['words'];
  const characters = new Set<string>();
  for (const path of textFiles(corpusDirectory)) {
    const folder = basename(dirname(path));
    const languages = LANGUAGES.filter((language) => folder === language || folder === 'slots');
    const sets = (folder === 'personas' ? (['en'] as const) : languages).map((language) => words[language]);
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      for (const text of line.startsWith('#') ? [] : everyChoiceOnce(line)) {
        for (const word of latinWords(text)) for (const set of sets) set.add(word);
        for (const character of cjkCharacters(text)) characters.add(character);
      }
    }
  }
  return { words, characters };
}

function textFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .map((name) => join(directory, name));
}

const INNERMOST_GROUP = /\(([^()]*)\)/g;

/** A written line with its `(choices|like these)` made, as often as it takes to use each alternative of a group once. */
export function everyChoiceOnce(line: string): string[] {
  const group = line.match(INNERMOST_GROUP);
  if (!group) return [line];
  const most = Math.max(...group.map((text) => text.split('|').length));
  return Array.from({ length: most }, (_, round) =>
    line.replace(INNERMOST_GROUP, (_whole, body: string) => {
      const alternatives = body.split('|');
      return alternatives[round % alternatives.length] ?? '';
    }),
  ).flatMap(everyChoiceOnce);
}
