import type { ReferenceMeaning } from '../reference.ts';
import { referenceForms } from './find-references.ts';

const she: ReferenceMeaning = { type: 'person', gender: 'female', isObject: false, isOfWords: true };
const he: ReferenceMeaning = { type: 'person', gender: 'male', isObject: false, isOfWords: true };
const ORDINALS: Readonly<Record<string, number>> = {
  primer: 0, primero: 0, primera: 0, segundo: 1, segunda: 1, tercer: 2, tercero: 2, tercera: 2, cuarto: 3, cuarta: 3,
  quinto: 4, quinta: 4, último: -1, última: -1,
}; // biome-ignore format: word by word

export const SPANISH_REFERENCES = referenceForms(
  [
    ['ambos|ambas|l[oa]s dos', () => ({ type: 'pair', which: 'both' })],
    [
      String.raw`(?:el|la) (?<ordinal>${Object.keys(ORDINALS).join('|')})(?: (?!vez|año|día|piso|guerra|semana)(?:opción|ciudad|idea|plato|\p{L}+))?(?=[\s.,;?!]|$)`,
      ({ ordinal = '' }) => ({ type: 'item', index: ORDINALS[ordinal] ?? 0, head: null }),
    ],
    [
      '(?:ese|aquel|el mismo) día|esa (?:noche|tarde|semana)|desde entonces|hasta entonces',
      () => ({ type: 'date' }),
    ],
    ['(?:el otro|la otra)(?=[?.!,]|$)', () => ({ type: 'other_one' })],
    ['ellos|ellas', () => ({ type: 'several', isObject: false })],
    ['ella', () => she],
    ['él', () => he],
    ['allí|allá|ahí', () => ({ type: 'place' })],
  ],
  [],
);
