import type { Extraction } from '../fact.ts';
import { tellFact } from '../wording/tell-fact.ts';
import type { ExtractionContext } from './context.ts';
import { extractEnglish } from './english/english.ts';
import { type LanguagePatterns, readWithPatterns } from './language-patterns.ts';
import { CHINESE } from './languages/chinese.ts';
import { FRENCH } from './languages/french.ts';
import { GERMAN } from './languages/german.ts';
import { JAPANESE } from './languages/japanese.ts';
import { SPANISH } from './languages/spanish.ts';
import { holdsSecret } from './secrets.ts';

const CHARACTERS_READ = 4_000;
/** Nobody tells more about themselves in one message; a list that is longer was made for something else. */
const FACTS_MAX = 12;

const OTHERS: readonly LanguagePatterns[] = [GERMAN, FRENCH, SPANISH, JAPANESE, CHINESE];

/** What a message of the user tells about them, by patterns of six languages. Nothing that looks like a secret. */
export function extractFacts(text: string, context: ExtractionContext): Extraction {
  const read = text.slice(0, CHARACTERS_READ);
  const found: Extraction = { facts: [], ended: [], forget: [] };
  const other = OTHERS.find(({ isWritten }) => isWritten.test(read));
  const { facts, ended, forget } =
    other === undefined ? extractEnglish(read, context) : readWithPatterns(other, read, context);
  const told = new Set<string>();
  for (const fact of facts) {
    const content = tellFact(fact);
    if (told.has(content) || holdsSecret(content) || content.length > 300) continue;
    told.add(content);
    found.facts.push(fact);
  }
  return {
    facts: found.facts.slice(0, FACTS_MAX),
    ended: ended.slice(0, FACTS_MAX),
    forget: forget.slice(0, 3),
  };
}
