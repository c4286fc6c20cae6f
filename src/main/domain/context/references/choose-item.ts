import { singular } from '../read/english-words.ts';
import { foldWord } from '../read/mention.ts';
import type { Candidate, Enumeration } from './discourse.ts';

/* What of several things that were said side by side is meant. */

type Enumerations = readonly Enumeration[];

/** Those that are meant, and how sure that is. */
export interface Chosen {
  candidates: Candidate[];
  confidence: number;
}

export const UNCLEAR: Chosen = { candidates: [], confidence: 0 };

export function itemOf(enumerations: Enumerations, index: number, head: string | null): Chosen {
  const items = lastEnumeration(enumerations, head)?.items ?? [];
  const item = items.at(index);
  if (item === undefined || index >= items.length) return UNCLEAR;
  return { candidates: [item], confidence: head === null ? 0.9 : 0.85 };
}

/** The latest; of one message the lines. Of things that a noun fits, where there is one. */
export function lastEnumeration(enumerations: Enumerations, head: string | null): Enumeration | undefined {
  const fits = ({ items }: Enumeration) => {
    if (head === null) return true;
    const word = singular(foldWord(head));
    return (
      items.every((item) => item.kind === 'thing' || item.head === word) ||
      items.some((item) => kindFits(item, word))
    );
  };
  const latest = enumerations.filter(fits);
  const message = latest.at(-1)?.message;
  return latest.findLast((one) => one.message === message && one.isLines) ?? latest.at(-1);
}

export function pairOf(enumerations: Enumerations, which: 0 | 1 | 'both'): Chosen {
  const pair = enumerations.findLast(({ items }) => items.length === 2)?.items;
  if (pair === undefined) return UNCLEAR;
  return { candidates: which === 'both' ? [...pair] : [pair[which] as Candidate], confidence: 0.85 };
}

/** Of two, the one that was not spoken of last. */
export function otherOf(enumerations: Enumerations): Chosen {
  const two = enumerations.findLast(({ items }) => items.length === 2);
  if (two === undefined) return UNCLEAR;
  const [first, second] = two.items as [Candidate, Candidate];
  if (first.isAlone === second.isAlone) return UNCLEAR;
  return { candidates: [first.isAlone ? second : first], confidence: 0.8 };
}

function kindFits({ kind }: Candidate, word: string): boolean {
  const PLACE = /^(?:place|city|town|country|island|restaurant|hotel|museum|bar|cafe|beach|park)$/;
  return PLACE.test(word)
    ? kind === 'place'
    : kind === 'person' && /^(?:person|man|woman|guy|girl|boy|name|candidate)$/.test(word);
}
