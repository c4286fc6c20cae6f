import type { Manner, Trait } from './personality.ts';

/** Every answer pays for it. */
export const MODIFIER_CHARACTERS_MAX = 2_000;

/** A trait of at least this strength is told with these words. */
const GRADES: readonly (readonly [number, string])[] = [
  [0.9, 'extremely'],
  [0.7, 'very'],
  [0.5, 'quite'],
  [0.3, 'somewhat'],
  [0.1, 'a little'],
  [0, 'not at all'],
];

/**
 * What a model is told to speak in this way: one line for each thing, always in the same order. Lines that have no room
 * are left out, the last ones first. Nothing that stands in a personality can begin a line or end the list.
 */
export function promptModifier(manner: Manner): string {
  const { vocabulary } = manner;
  const lines = [
    `You speak in the manner “${inLine(manner.name, 80)}”:`,
    ...told('- About you: ', [manner.description], 400),
    ...told('- Your traits: ', manner.traits.toSorted(strongerFirst).map(traitWords)),
    ...told('- Your tone: ', [manner.tone], 200),
    ...told('- Your way with words: ', [manner.languageStyle], 300),
    ...manner.dos.flatMap((rule) => told('- Do: ', [rule])),
    ...manner.donts.flatMap((rule) => told('- Do not: ', [rule])),
    ...told('- Words you like to use: ', vocabulary.prefer, 60, quoted),
    ...told('- Words you never use: ', vocabulary.avoid, 60, quoted),
    ...told('- You greet with: ', [manner.greeting], 300, quoted),
  ];
  let text = lines[0] ?? '';
  for (const line of lines.slice(1)) {
    if (text.length + 1 + line.length > MODIFIER_CHARACTERS_MAX) break;
    text += `\n${line}`;
  }
  return text;
}

/** How much of a trait a strength from 0 to 1 is, in a word. */
export function gradeOf(strength: number): string {
  return GRADES.find(([from]) => strength >= from)?.[1] ?? 'not at all';
}

function strongerFirst(a: Trait, b: Trait): number {
  return b.strength - a.strength || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function traitWords({ name, strength }: Trait): string {
  return `${inLine(name, 60)} (${gradeOf(strength)})`;
}

function quoted(text: string): string {
  return `“${text}”`;
}

/** A line about these, or none where there are none. */
function told(
  start: string,
  items: readonly string[],
  itemCharactersMax = 300,
  asTold: (text: string) => string = (text) => text,
): string[] {
  const texts = items.map((item) => inLine(item, itemCharactersMax)).filter((item) => item !== '');
  return texts.length === 0 ? [] : [start + texts.map(asTold).join(', ')];
}

/**
 * A text as a part of a line. Line ends and other control characters become spaces, and the brackets with which chat
 * templates and Tomo's own prompts mark their parts become others that look alike.
 */
function inLine(text: string, charactersMax: number): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\p{Cf}--[\u200c\u200d]]/gv, '')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(/[“”„]/g, "'")
    .trim();
  const characters = [...plain];
  return characters.length <= charactersMax
    ? plain
    : `${characters.slice(0, charactersMax).join('').trimEnd()}…`;
}
