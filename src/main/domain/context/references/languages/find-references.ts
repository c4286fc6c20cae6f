import type { Reference, ReferenceMeaning } from '../reference.ts';

/** A form that refers, and what it means by its named groups, which come in lower case; null where it means nothing. */
export type ReferenceForm = readonly [
  pattern: string,
  means: (groups: Readonly<Record<string, string | undefined>>) => ReferenceMeaning | null,
];

/** What refers in a language, and what only looks like it. */
export interface ReferenceForms {
  /** Where two overlap, the earlier one counts. */
  forms: readonly { form: RegExp; means: ReferenceForm[1] }[];
  /** `it` and `there` that mean nothing are inside of these. */
  idle: readonly RegExp[];
}

export function referenceForms(forms: readonly ReferenceForm[], idle: readonly RegExp[]): ReferenceForms {
  return {
    forms: forms.map(([pattern, means]) => ({
      form: new RegExp(String.raw`(?<![\p{L}\d'’-])(?:${pattern})(?![\p{L}\d])`, 'giu'),
      means,
    })),
    idle,
  };
}

/** The references of a text, in their order. */
export function findReferences(text: string, { forms, idle }: ReferenceForms): Reference[] {
  const plain = text.replaceAll('’', "'");
  const nothing = idle.flatMap((form) => [...plain.matchAll(form)].map(placeOf));
  const found: Reference[] = [];
  for (const { form, means } of forms) {
    for (const match of plain.matchAll(form)) {
      const place = placeOf(match);
      if (found.some((other) => other.startChar < place.endChar && place.startChar < other.endChar)) continue;
      const groups = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([name, value]) => [name, value?.toLowerCase()]),
      );
      const meaning = means(groups);
      if (meaning === null) continue;
      const mayBeIdle = meaning.type === 'thing' || meaning.type === 'place' || meaning.type === 'person';
      const isInside = (other: typeof place) =>
        other.startChar <= place.startChar && place.endChar <= other.endChar;
      if (mayBeIdle && nothing.some(isInside)) continue;
      found.push({ text: text.slice(place.startChar, place.endChar), ...place, means: meaning });
    }
  }
  return found.sort((a, b) => a.startChar - b.startChar);
}

function placeOf(match: RegExpExecArray): { startChar: number; endChar: number } {
  return { startChar: match.index, endChar: match.index + match[0].length };
}
