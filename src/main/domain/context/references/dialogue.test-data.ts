import { foldWord, type ReadLanguage } from '../read/mention.ts';
import { readMentions } from '../read/read-mentions.ts';
import type { Resolution } from './reference.ts';
import { resolveReferences } from './resolve-references.ts';

/** What was said, and what the references of the last message mean. */
export interface Dialogue {
  language: ReadLanguage;
  /** Oldest first. */
  before: readonly string[];
  text: string;
  /** Of each reference a part of the name of what it means, several joined with `+`, either of two with `|`; null: nothing. */
  means: readonly (readonly [reference: string, meant: string | null])[];
}

/**
 * Dialogues as they are written down: the language in brackets, what the user (`U: `) and the character (`A: `) said, the
 * last message after `> `, and after `= ` what its references mean; `⏎` is the end of a line.
 */
export function dialoguesIn(text: string): Dialogue[] {
  return text.split(/^(?=\[)/m).flatMap((block) => {
    const [head = '', ...lines] = block.trim().split('\n');
    if (!head.startsWith('[')) return [];
    const after = (start: string) =>
      lines.filter((line) => line.startsWith(start)).map((line) => line.slice(2).trim());
    const pairs = (after('= ')[0] ?? '').split('; ').filter((pair) => pair.includes(' → '));
    return [
      {
        language: head.slice(1, -1) as ReadLanguage,
        before: lines
          .filter((line) => /^[UA]: /.test(line))
          .map((line) => line.slice(3).replaceAll('⏎', '\n')),
        text: after('> ')[0] ?? '',
        means: pairs.map((pair): [string, string | null] => {
          const [reference = '', meant = '-'] = pair.split(' → ');
          return [reference, meant === '-' ? null : meant];
        }),
      },
    ];
  });
}

export interface Judgement {
  dialogue: Dialogue;
  reference: string;
  expected: string | null;
  found: string | null;
  confidence: number;
  isRight: boolean;
}

const SAID_AT_MS = Date.parse('2026-11-21T12:00:00');

/** How each expected reference of a dialogue was resolved. */
export function judge(dialogue: Dialogue): Judgement[] {
  const { language, before, text, means } = dialogue;
  const read = (said: string) => readMentions(said, language, SAID_AT_MS);
  const resolved = resolveReferences({ before: before.map(read), text: read(text), known: [] });
  return means.map(([reference, expected]) => {
    const resolution = resolved.find(({ reference: found }) => found.text === reference);
    const names = resolution?.referents.map(({ name }) => name) ?? [];
    const found = names.length === 0 ? null : names.join(' + ');
    const confidence = resolution?.confidence ?? 0;
    return {
      dialogue,
      reference,
      expected,
      found,
      confidence,
      isRight: isMeant(expected, names, resolution),
    };
  });
}

function isMeant(
  expected: string | null,
  names: readonly string[],
  resolution: Resolution | undefined,
): boolean {
  if (expected === null) return names.length === 0;
  if (resolution === undefined || names.length === 0) return false;
  const said = foldWord(names.join(' + '));
  if (expected.includes('+')) return expected.split('+').every((part) => said.includes(foldWord(part)));
  return (
    names.length === 1 &&
    !said.includes(' and ') &&
    expected.split('|').some((part) => said.includes(foldWord(part)))
  );
}
