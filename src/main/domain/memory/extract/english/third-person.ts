const IRREGULAR: Readonly<Record<string, string>> = {
  am: 'is',
  have: 'has',
  do: 'does',
  are: 'is',
  were: 'was',
};
const PAST =
  /(?:ed|ught|ound|ent|ame|aw|ook|ave|ost|old|roke|rote|ell|ew|ot|et|an|on|ade|aid|eft|old|elt|ept|ed|ate|ad|id|as)$/u;
/** Verbs of now that only look like verbs of the past. */
const NOT_PAST = new Set([
  'need', 'feed', 'read', 'get', 'set', 'let', 'bet', 'meet', 'forget', 'eat', 'want', 'plan', 'can', 'run', 'sell',
  'tell', 'smell', 'spell', 'add', 'look', 'cook', 'draw', 'have', 'save', 'hate', 'view', 'own', 'rent', 'date',
  'create', 'fold', 'hold', 'chew', 'brew', 'clean', 'mean', 'learn', 'train', 'skate', 'wake', 'spend', 'send',
  'attend', 'visit', 'bid', 'lead', 'load', 'head', 'skip', 'grow', 'knead', 'breed', 'speed', 'weave', 'leave',
]); // biome-ignore format: a list of words
const FROM_FIRST: Readonly<Record<string, string>> = {
  i: 'they', me: 'them', my: 'their', mine: 'theirs', myself: 'themselves', our: 'their', ours: 'theirs', us: 'them',
  we: 'they', ourselves: 'themselves', your: "the character's", you: 'the character', yourself: 'the character',
}; // biome-ignore format: a list of words

/** A verb of the present as it is said of somebody else: `go`, `goes`. */
export function ofThirdPerson(verb: string): string {
  const irregular = IRREGULAR[verb];
  if (irregular !== undefined) return irregular;
  if (/(?:s|sh|ch|x|z|o)$/u.test(verb)) return `${verb}es`;
  return /[^aeiou]y$/u.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}

/** Words of the user about themselves, within a sentence about them: `my old bike`, `their old bike`. */
export function toTheirs(words: string): string {
  return words.replace(
    /(?<![\p{L}'-])[\p{L}]+(?![\p{L}])/gu,
    (word) => FROM_FIRST[word.toLowerCase()] ?? word,
  );
}

/** The rest of a sentence that began with `I`: `go swimming`, `goes swimming`; `met my boss`, `met their boss`. */
export function predicateOfThird(predicate: string): string {
  const [first = '', ...others] = predicate.split(' ');
  const verb = first.toLowerCase();
  const isPresent = Object.hasOwn(IRREGULAR, verb) || NOT_PAST.has(verb) || !PAST.test(verb);
  const isFixed = /^(?:was|had|did|can|could|will|must|should|is|has|does)$/u.test(verb);
  return [isPresent && !isFixed ? ofThirdPerson(verb) : first, toTheirs(others.join(' '))].join(' ').trim();
}

/** A whole sentence of the user: `my bike is in the cellar`, `The user's bike is in the cellar`. */
export function sentenceOfThird(sentence: string): string {
  const text = sentence.trim().replace(/[.!?\s]+$/u, '');
  const [, first = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/u.exec(text) ?? [];
  switch (first.toLowerCase()) {
    case 'i':
    case 'we':
      return `The user ${predicateOfThird(rest)}`;
    case 'my':
    case 'our':
      return `The user's ${toTheirs(rest)}`;
    default:
      return `${first.charAt(0).toUpperCase()}${first.slice(1)} ${toTheirs(rest)}`.trim();
  }
}
