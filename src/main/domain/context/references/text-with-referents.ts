import type { Resolution } from './reference.ts';

const POSSESSIVE = /^(?:his|hers|its|theirs?)$/i;

/** A text with the names of what its references mean in their place; what is not clear stays. */
export function textWithReferents(text: string, resolutions: readonly Resolution[]): string {
  let result = text;
  for (const { reference, referents } of resolutions.toReversed()) {
    if (referents.length === 0) continue;
    const names = referents.map(({ name }) => name).join(' and ');
    const isOwner =
      POSSESSIVE.test(reference.text) ||
      (/^her$/i.test(reference.text) && 'isObject' in reference.means && !reference.means.isObject);
    const ending = isOwner ? (names.endsWith('s') ? '’' : '’s') : '';
    result = `${result.slice(0, reference.startChar)}${names}${ending}${result.slice(reference.endChar)}`;
  }
  return result;
}
