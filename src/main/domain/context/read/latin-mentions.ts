import { englishTokens } from './english-tokens.ts';
import { genderOfLetter, LATIN_WORDS, type LatinWords } from './latin-words.ts';
import { foldWord, type Gender, type Mention, NO_TRAITS, type ReadLanguage } from './mention.ts';

const NAME = String.raw`\p{Lu}[\p{L}’'-]+(?: (?:(?:de|del|la|von|van|du|der) )?\p{Lu}[\p{L}’'-]+){0,2}`;
const NAME_ONLY = new RegExp(`(?<![\\p{L}’'-])${NAME}`, 'gu');
const PETS = new Set(['dog', 'cat', 'horse', 'hamster']);

interface Relative {
  relation: string;
  gender: Gender | null;
  isPlural: boolean;
}

/** A language's words, made ready. */
interface Patterns {
  words: LatinWords;
  relatives: ReadonlyMap<string, Relative>;
  ofRelative: RegExp;
  withArticle: RegExp;
  toPlace: RegExp;
  notNames: ReadonlySet<string>;
  places: ReadonlySet<string>;
  articles: ReadonlyMap<string, string>;
}

const compiled = new Map<ReadLanguage, Patterns>();

/** People, places and things in a German, Spanish or French text: by articles, prepositions and words for relatives. */
export function latinMentions(text: string, language: Exclude<ReadLanguage, 'en'>): Mention[] {
  const patterns = compiled.get(language) ?? compile(LATIN_WORDS[language]);
  compiled.set(language, patterns);
  const found: Mention[] = [];
  const add = (mention: Mention | null) => {
    if (
      mention === null ||
      found.some((other) => other.startChar < mention.endChar && mention.startChar < other.endChar)
    )
      return;
    found.push(mention);
  };
  for (const match of text.matchAll(patterns.ofRelative)) add(relativeAt(match, patterns));
  for (const match of text.matchAll(patterns.toPlace)) add(placeAt(match, patterns));
  for (const match of text.matchAll(NAME_ONLY)) add(nameAt(text, match, patterns));
  for (const match of text.matchAll(patterns.withArticle)) add(thingAt(match, patterns));
  if (patterns.words.hasCapitalNouns)
    for (const match of text.matchAll(/(?<![\p{L}-])\p{Lu}\p{Ll}[\p{L}-]+/gu))
      add(bareNounAt(text, match, patterns));
  return found;
}

function compile(words: LatinWords): Patterns {
  const entries = words.relatives.split(' ').map((entry): [string, Relative] => {
    const [word = '', rest = ''] = entry.split('=');
    const [relation = '', letter = ''] = rest.split(':');
    return [
      word.toLowerCase(),
      { relation, gender: genderOfLetter(letter.replace('*', '')), isPlural: letter.startsWith('*') },
    ];
  });
  const relative = entries
    .map(([word]) => word)
    .sort((a, b) => b.length - a.length)
    .join('|');
  const articles = words.articles.split(' ').map((entry) => entry.split('=') as [string, string]);
  const article = articles
    .map(([word]) => word)
    .sort((a, b) => b.length - a.length)
    .join('|');
  const adjectives = words.hasCapitalNouns ? String.raw`(?:\p{Ll}+(?:e|en|er|es|em) ){0,2}` : '';
  const noun = words.hasCapitalNouns ? String.raw`\p{Lu}[\p{L}-]+` : String.raw`\p{Ll}[\p{L}-]{2,}`;
  return {
    words,
    relatives: new Map(entries),
    ofRelative: new RegExp(
      String.raw`(?<![\p{L}])(?:(?<owner>${words.owners}) (?:\p{Ll}+ )?)(?<relative>${relative})(?![\p{L}])(?:,? (?:(?:${words.calls}) )?(?<name>(?-i:${NAME})))?`,
      'giu',
    ),
    withArticle: new RegExp(
      String.raw`(?<![\p{L}])(?<article>${article})(?:(?<=['’])| )(?<noun>(?-i:${adjectives}${noun}))(?: (?<name>(?-i:${NAME})))?`,
      'giu',
    ),
    toPlace: new RegExp(String.raw`(?<![\p{L}])(?:${words.toPlace}) (?<name>(?-i:${NAME}))`, 'giu'),
    notNames: new Set(words.notNames.split(' ')),
    places: new Set(words.places.split(' ').map(foldWord)),
    articles: new Map(articles),
  };
}

function relativeAt(match: RegExpExecArray, { relatives }: Patterns): Mention | null {
  const { relative = '', name } = match.groups ?? {};
  const known = relatives.get(relative.toLowerCase());
  if (known === undefined) return null;
  const isPet = PETS.has(known.relation);
  return {
    ...NO_TRAITS,
    kind: isPet ? 'thing' : 'person',
    name: name ?? match[0],
    startChar: match.index,
    endChar: match.index + match[0].length,
    gender: known.gender,
    isPlural: known.isPlural,
    relation: known.relation,
    isNamed: name !== undefined,
    isAnimal: isPet,
    isSubject: true,
    head: foldWord(relative),
  };
}

function placeAt(match: RegExpExecArray, patterns: Patterns): Mention | null {
  const name = match.groups?.name ?? '';
  const isNoun = patterns.words.hasCapitalNouns && !isGeographic(name) && patterns.notNames.has(name);
  if (patterns.notNames.has(name) || isNoun || personGender(name) !== undefined) return null;
  return named('place', name, match.index + match[0].length - name.length, null, 'city');
}

function nameAt(text: string, match: RegExpExecArray, patterns: Patterns): Mention | null {
  const name = match[0];
  const first = name.split(' ')[0] ?? '';
  if (patterns.notNames.has(first)) return null;
  const gender = personGender(first);
  if (gender !== undefined)
    return { ...named('person', name, match.index, gender, foldWord(first)), isSubject: match.index === 0 };
  if (isGeographic(name)) return named('place', name, match.index, null, 'city');
  const isFirst = match.index === 0 || /[.!?¿¡\n]\s*$/u.test(text.slice(0, match.index));
  return patterns.words.hasCapitalNouns || isFirst
    ? null
    : named('thing', name, match.index, null, foldWord(name.split(' ').at(-1) ?? ''));
}

function thingAt(match: RegExpExecArray, { articles, places, notNames }: Patterns): Mention | null {
  const { article = '', noun = '', name } = match.groups ?? {};
  const head = noun.split(' ').at(-1) ?? '';
  const letters = articles.get(article.toLowerCase()) ?? '-';
  if (notNames.has(head) || head.length < 3) return null;
  return {
    ...NO_TRAITS,
    kind: places.has(foldWord(head)) ? 'place' : 'thing',
    name: name ?? match[0],
    startChar: match.index,
    endChar: match.index + match[0].length,
    gender: genderOfLetter(letters.replace('p', '')),
    isPlural: letters.startsWith('p'),
    isNamed: name !== undefined,
    isSubject: match.index === 0,
    head: foldWord(head),
    topic: name ?? head,
  };
}

function bareNounAt(text: string, match: RegExpExecArray, { notNames, places }: Patterns): Mention | null {
  const isFirst = match.index === 0 || /[.!?\n]\s*$/u.test(text.slice(0, match.index));
  if (notNames.has(match[0]) || isFirst) return null;
  const head = foldWord(match[0]);
  return {
    ...named(places.has(head) ? 'place' : 'thing', match[0], match.index, null, head),
    isNamed: false,
    topic: match[0],
  };
}

function named(
  kind: Mention['kind'],
  name: string,
  startChar: number,
  gender: Gender | null,
  head: string,
): Mention {
  return {
    ...NO_TRAITS,
    kind,
    name,
    startChar,
    endChar: startChar + name.length,
    gender,
    isNamed: true,
    head,
    topic: kind === 'person' ? null : name,
  };
}

/** Given names are much the same in these languages: undefined where it is none. */
function personGender(name: string): Gender | null | undefined {
  const tags = tagsOf(name.split(' ')[0] ?? '');
  if (tags.has('FemaleName')) return 'female';
  if (tags.has('MaleName')) return 'male';
  return tags.has('FirstName') ? null : undefined;
}

function isGeographic(name: string): boolean {
  const tags = tagsOf(name);
  return tags.has('City') || tags.has('Country') || tags.has('Region');
}

function tagsOf(word: string): ReadonlySet<string> {
  // Without its accent a name is found in the English list too.
  const [[token] = []] = englishTokens(foldWord(word));
  return token?.tags ?? new Set();
}
