import type { ReferenceMeaning } from '../reference.ts';
import { referenceForms } from './find-references.ts';

const he = (isObject: boolean): ReferenceMeaning => ({
  type: 'person',
  gender: 'male',
  isObject,
  isOfWords: true,
});
const she = (isObject: boolean): ReferenceMeaning => ({
  type: 'person',
  gender: 'female',
  isObject,
  isOfWords: true,
});
const ORDINALS: Readonly<Record<string, number>> = {
  erst: 0,
  zweit: 1,
  dritt: 2,
  viert: 3,
  fünft: 4,
  sechst: 5,
  letzt: -1,
};
/** A verb of several: `sie wohnen`, `sie sind`, and the same in questions. */
const PLURAL_VERB = String.raw`(?:sind|haben|waren|wurden|werden|können|wollen|müssen|sollen|dürfen|mögen|\p{Ll}+(?:en|ern|eln))`;

export const GERMAN_REFERENCES = referenceForms(
  [
    ['(?:der|die|das|den|dem) erster(?:e|en)|erster(?:er|e|es)', () => ({ type: 'pair', which: 0 })],
    ['(?:der|die|das|den|dem) letzter(?:e|en)|letzter(?:er|es)', () => ({ type: 'pair', which: 1 })],
    ['(?:die |alle )?beiden?', () => ({ type: 'pair', which: 'both' })],
    [
      String.raw`(?:der|die|das|den|dem) (?<ordinal>erst|zweit|dritt|viert|fünft|sechst|letzt)en?(?: (?!Mal|Tag|Woche|Jahr|Monat|Zeit|Klasse|Stock|Weltkrieg)(?-i:\p{Lu}\p{L}+)| (?:option|möglichkeit|idee|vorschlag))?`,
      ({ ordinal = '' }) => ({ type: 'item', index: ORDINALS[ordinal] ?? 0, head: null }),
    ],
    [
      'an (?:dem|diesem) (?:tag|abend|wochenende)|am selben (?:tag|abend)|seitdem|bis dahin|damals',
      () => ({ type: 'date' }),
    ],
    ['(?:der|die|das|den|dem) andere[nr]?', () => ({ type: 'other_one' })],
    ['ihnen', () => ({ type: 'several', isObject: true })],
    [
      String.raw`sie(?= ${PLURAL_VERB}(?!\p{L}))|(?<=(?:^|[\s,])${PLURAL_VERB} )sie`,
      () => ({ type: 'several', isObject: false }),
    ],
    ['sie', () => she(false)],
    ['ihre[nmrs]?|ihr', () => she(true)],
    ['er', () => he(false)],
    ['ihn|ihm', () => he(true)],
    [String.raw`seine[nmrs]?|sein(?= \p{Lu})`, () => he(false)],
    ['es', () => ({ type: 'thing', isObject: false, gender: 'neuter' })],
    ['dort(?:hin)?|dahin|da(?=[?.!]|$)', () => ({ type: 'place' })],
  ],
  [
    /\bes (?:regnet|schneit|gibt|gab|geht|ist (?:\p{L}+ )?(?:kalt|warm|heiß|spät|früh|dunkel|schön, dass|gut, dass|schade|wichtig|möglich|egal)|tut mir|scheint|dauert|wird (?:kalt|warm|dunkel|spät))/giu,
    /\b(?:ist|wird|war|regnet|gibt|gefällt|geht|tut|macht) es(?= (?:kalt|warm|heiß|spät|dunkel|dir|ihm|ihr|ihnen|mir|euch|uns|dort|da|morgen|heute|ein|eine|schon|möglich|ok)|[?.!])/giu,
  ],
);
