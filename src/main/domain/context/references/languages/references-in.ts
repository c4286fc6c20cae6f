import type { ReadText } from '../../read/mention.ts';
import type { Reference } from '../reference.ts';
import { englishReferences } from './english.ts';
import { findReferences } from './find-references.ts';
import { FRENCH_REFERENCES } from './french.ts';
import { GERMAN_REFERENCES } from './german.ts';
import { SPANISH_REFERENCES } from './spanish.ts';

/** Words of a text that mean something said elsewhere, by its language; none in those that are not read. */
export function referencesIn({ text, language }: Pick<ReadText, 'text' | 'language'>): Reference[] {
  switch (language) {
    case 'en':
      return englishReferences(text);
    case 'de':
      return findReferences(text, GERMAN_REFERENCES);
    case 'es':
      return findReferences(text, SPANISH_REFERENCES);
    case 'fr':
      return findReferences(text, FRENCH_REFERENCES);
    case null:
      return [];
  }
}
