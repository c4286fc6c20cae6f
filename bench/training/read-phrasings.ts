import { readFileSync } from 'node:fs';

export interface Phrasing {
  text: string;
  intent: string;
}

export interface PhrasingSet {
  train: Phrasing[];
  /** Other phrasings of the same intents, written apart, that nothing is learned from. */
  heldOut: Phrasing[];
  /** Messages that have none of the intents. */
  strangers: string[];
}

/** Reads a file of this folder: a heading per intent, its phrasings, and after a line those that are held back. */
export function readPhrasings(language: string): PhrasingSet {
  const source = readFileSync(new URL(`phrasings/${language}.txt`, import.meta.url), 'utf8');
  const set: PhrasingSet = { train: [], heldOut: [], strangers: [] };
  for (const section of source.split(/^# /m).slice(1)) {
    const [head, ...lines] = section.trim().split('\n');
    const intent = head ?? '';
    if (intent === '!unknown') {
      set.strangers.push(...lines);
      continue;
    }
    const line = lines.indexOf('---');
    const phrasings = lines.map((text) => ({ text, intent }));
    set.train.push(...phrasings.slice(0, line));
    set.heldOut.push(...phrasings.slice(line + 1));
  }
  return set;
}
