import type { ReferenceMeaning } from '../reference.ts';
import { referenceForms } from './find-references.ts';

const she: ReferenceMeaning = { type: 'person', gender: 'female', isObject: false, isOfWords: true };
const he: ReferenceMeaning = { type: 'person', gender: 'male', isObject: false, isOfWords: true };
const ORDINALS: Readonly<Record<string, number>> = {
  premier: 0, première: 0, deuxième: 1, second: 1, seconde: 1, troisième: 2, quatrième: 3, cinquième: 4, dernier: -1,
  dernière: -1,
}; // biome-ignore format: word by word

export const FRENCH_REFERENCES = referenceForms(
  [
    [String.raw`(?:tou(?:te)?s )?les deux(?! \p{L}+s(?!\p{L}))`, () => ({ type: 'pair', which: 'both' })],
    [
      String.raw`(?:le |la )(?<ordinal>${Object.keys(ORDINALS).join('|')})(?: (?!fois|étage|année|jour|semaine|guerre)(?:option|ville|idée|plat|choix))?(?=[\s.,;?!]|$)`,
      ({ ordinal = '' }) => ({ type: 'item', index: ORDINALS[ordinal] ?? 0, head: null }),
    ],
    [
      'ce (?:jour|soir|week-end)(?:-là)?|le même jour|depuis ce jour|à ce moment-là',
      () => ({ type: 'date' }),
    ],
    ["l'autre(?=[?.!, ]|$)", () => ({ type: 'other_one' })],
    ['ils|elles|eux', () => ({ type: 'several', isObject: false })],
    ['elle', () => she],
    ['il', () => he],
    ['(?<=(?:à|avec|pour|de|chez|et) )lui', () => ({ ...he, isObject: true })],
    [
      "là-bas|(?<=(?:j'|tu |il |elle |on |nous |vous |ils |elles |pas |j’))y(?= (?!a(?:vait|ura)?\\b))",
      () => ({ type: 'place' }),
    ],
  ],
  [
    /\bil (?:pleut|neige|gèle|grêle|vente|fait|faut|faudra|faudrait|faisait|est (?:tard|tôt|temps|possible|important|difficile|facile|vrai|\p{L}+ heures?|midi|minuit)|y a(?:vait|ura)?|semble|paraît|s'agit|vaut mieux|me (?:faut|reste|manque))/giu,
    /\b(?:pleut|neige|faut|fait|est|y a)-(?:t-)?il\b/giu,
  ],
);
