import type { Extraction, Fact } from '../../fact.ts';
import { relationOf } from '../../wording/relations.ts';
import type { ExtractionContext } from '../context.ts';
import { asName } from './subjects.ts';
import { placeOf, valueIn, yearsOf } from './values.ts';

const LEAD = String.raw`(?:(?:no|nope|nah|sorry|oops|wait|actually|correction|i meant|i mean|my mistake|my bad|that was a typo|typo|i said it wrong|oh|ah|well|hm+)(?!\p{L})[\s,!.:-]*)+`;
const FORMS: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?:${LEAD})?(?:it is |that is |it was )?not (?<old>[^,.!?]{1,40}?)\s*[,.!;-]+\s*(?:but |it is |i mean |i meant |she is |he is )?(?<value>[^,.!?]{1,40})[.!\s]*$`,
    'iu',
  ),
  new RegExp(
    String.raw`^(?:${LEAD})?(?:(?:it is|that is|its) )?(?<value>[^,.!?]{1,40}?)\s*,?\s+not (?<old>[^,.!?]{1,40})[.!\s]*$`,
    'iu',
  ),
  new RegExp(
    String.raw`^${LEAD}(?:it is |that is |it should be |i should have said |make that )?(?:actually |really |called |spelled |in |on |at |to )?(?<value>[^,.!?]{1,40})[.!\s]*$`,
    'iu',
  ),
];

/** What puts right what was told just before: `no, i meant Lyon`, `not Paris, Lyon`; null for anything else. */
export function correctionOf(
  tidied: string,
  { recent }: ExtractionContext,
): Pick<Extraction, 'facts' | 'ended'> | null {
  const text = tidied.trim();
  if (text.length > 100 || text.includes('?') || recent.length === 0) return null;
  for (const form of FORMS) {
    const match = form.exec(text)?.groups;
    if (match === undefined || /^(?:i|my|she|he|they|we|you|thanks|the)\b/iu.test(match.value ?? ''))
      continue;
    const wrong = recent.find((fact) => (match.old === undefined ? true : isSame(fact.value, match.old)));
    if (wrong === undefined) continue;
    const value = corrected(wrong, match.value ?? '');
    if (value === null) continue;
    const { subject, relation, about } = wrong;
    // Of what somebody may have several of, a new one would stand beside the wrong one.
    const ended =
      relationOf(relation).replaces === 'never' ? [{ subject, relation, about, value: wrong.value }] : [];
    return { facts: [{ ...wrong, value, confidence: 1 }], ended };
  }
  return null;
}

function corrected({ relation, value: old }: Fact, words: string): string | null {
  if (relation === 'name' || relation === 'called') return asName(words);
  if (relation === 'age') {
    const years = yearsOf(words);
    return years === null ? null : String(years);
  }
  if (relation === 'lives_in' || relation === 'comes_from' || relation === 'grew_up_in') {
    const place = placeOf(words.replace(/^in /iu, ''));
    return place === null ||
      /^(?:no|yes|sorry|ok|not|really|good|fine|wait)\b/iu.test(place) ||
      place.split(' ').length > 3
      ? null
      : place;
  }
  const isThing =
    relation === 'favourite' ||
    relation === 'attribute' ||
    relation === 'works_at' ||
    relation === 'allergic_to';
  const value = valueIn(words);
  return isThing && value !== null && value.split(' ').length <= 4 && value !== old ? value : null;
}

function isSame(value: string, words: string): boolean {
  return (
    value.toLowerCase() ===
    words
      .trim()
      .replace(/^(?:in|at|to|a|an|the) /iu, '')
      .toLowerCase()
  );
}
