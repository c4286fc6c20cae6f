import { birthday } from './life-predicates.ts';
import type { Told } from './predicate.ts';
import { asName, NAME } from './subjects.ts';
import { valueIn } from './values.ts';
import { NATIONALITIES } from './words.ts';

const REST = String.raw`(?:,?\s+(?:and|but|by the way|btw|nice to|what|who|how|from|here|again|please|for short|instead|or|your)\b.*|\s*,.*|[\s!.]*)$`;
const WORD = String.raw`[\p{L}][\p{L}'-]{1,20}`;

/** Forms in which people say who they are; `strict` ones only with a capital letter. */
const FORMS: readonly RegExp[] = [
  new RegExp(
    `^(?:(?:you (?:can|may)|please|just|everyone|everybody|people|they|friends|my (?:friends|family|mates)|most people|feel free to|but|everybody here|all my friends) )*calls? me (?<name>${NAME}|${WORD})${REST}`,
    'iu',
  ),
  new RegExp(`^(?:the|my) (?:full |first )?names?(?:'s| is)? (?<name>${NAME}|${WORD})${REST}`, 'iu'),
  new RegExp(
    `^i (?:go by|was named|am called|am known as|was christened)(?: the name)? (?<name>${NAME}|${WORD})${REST}`,
    'iu',
  ),
  new RegExp(`^they named me (?<name>${NAME}|${WORD})${REST}`, 'iu'),
  new RegExp(`^(?<name>${NAME}|${WORD}) is my (?:full |first )?name${REST}`, 'iu'),
  new RegExp(
    String.raw`^(?:i am|this is|it is) (?<name>${NAME})(?:,? (?:here|by the way|btw|again|from \S+))?(?:,? (?:nice|pleased|and you|what|who|how|your)\b.*)?[\s,!.]*$`,
    'iu',
  ),
  new RegExp(String.raw`^(?<name>${NAME}) here\b[\s!.]*$`, 'iu'),
];
const TODAY =
  /^(?:(?:it )?is )(?:actually |also )?my (?:(?:\d+(?:st|nd|rd|th)|\w+) )?birthday(?<when>(?: (?:today|tomorrow|next \w+|on .+|in \w+ days?))?)$/iu;

/** What a clause says of whoever says it in a fixed form: a name, or that it is their birthday. */
export function introductionOf(clause: string, saidAtMs: number): Told | null {
  const today = TODAY.exec(clause)?.groups;
  if (today !== undefined) return birthday(today.when?.trim() || 'today', saidAtMs) as Told | null;
  for (const form of FORMS) {
    const words = form.exec(clause)?.groups?.name;
    const name = words === undefined ? null : asName(valueIn(words, 50) ?? '');
    if (
      name !== null &&
      !/(?:ing|ed|ish|ese)$/u.test(name.toLowerCase()) &&
      !NATIONALITIES.includes(name.toLowerCase())
    )
      return { relation: 'name', value: name };
  }
  return null;
}
