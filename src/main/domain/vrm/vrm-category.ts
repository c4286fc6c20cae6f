export type VrmCategory = 'human' | 'anime' | 'fantasy' | 'professional';

const SIGNS: readonly (readonly [VrmCategory, RegExp])[] = [
  ['professional', /\b(business|office|suit|professional|teacher|doctor|nurse|support|receptionist)\b/i],
  [
    'fantasy',
    /\b(fantasy|elf|dragon|demon|angel|witch|wizard|robot|mecha|monster|fox|wolf|orc|fairy|ghost)\b/i,
  ],
  ['human', /\b(human|realistic|photoreal\w*|readyplayerme|metahuman)\b/i],
];

/** What kind of character a model is, as far as its words tell; most VRM models are drawn like anime. */
export function guessCategory(words: readonly string[]): VrmCategory {
  const text = words.join(' ').replaceAll('_', ' ');
  return SIGNS.find(([, sign]) => sign.test(text))?.[0] ?? 'anime';
}
