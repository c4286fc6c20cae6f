import { RELATIVES } from '../../memory/extract/english/words.ts';
import { englishTokens, type Token } from './english-tokens.ts';
import { EMPTY_NOUNS, genderOfNoun, kindOfNoun, PET_WORDS, singular } from './english-words.ts';
import { foldWord, type Gender, type Mention, type MentionKind, NO_TRAITS } from './mention.ts';
import {
  capital,
  genderOf,
  geography,
  isBeforeNoun,
  isCommonNoun,
  isOwned,
  kindByTags,
  startsName,
  TITLE,
  topicOf,
} from './token-kinds.ts';

const ENDS_RUN = /[,;:.!?()\n"“”]/u;
const INSIDE_NAME = new Set(['of', 'de', 'van', 'von', 'der', 'da', 'di', 'del', 'la', 'le', 'the']);
const BEFORE_PLACE = new Set([
  'in',
  'near',
  'around',
  'visit',
  'visited',
  'visiting',
  'from',
  'via',
  'across',
  'outside',
  'leaving',
  'left',
]);
const WAY =
  /^(?:go|goes|going|went|gone|move|moved|moving|travel|travell?ed|travell?ing|fly|flew|flying|drive|drove|driving|trip|been|flight|train|back|way|come|came)$/;
const WORK = /^(?:works?|worked|working|job|interview|employee|started|hired|offer)$/;
const BEFORE_PERSON = new Set([
  'with',
  'met',
  'meet',
  'meeting',
  'told',
  'tell',
  'asked',
  'ask',
  'called',
  'named',
  'call',
  'love',
  'miss',
  'saw',
  'helped',
  'help',
  'invited',
  'thanked',
  'married',
  'dating',
]);
const OF_PEOPLE =
  /^(?:said|says|told|tells|thinks?|thought|asked|asks|called|calls|loves?|hates?|likes?|wants?|wanted|lives?|lived|works?|worked|married|invited|came|went|wrote|feels?|felt|knows?|knew|moved|cried|laughed|smiled|paid|bought)$/;
const DEFINITE = new Set(['the', 'my', 'our', 'your', 'that', 'this']);
const NAMING = new Set(['called', 'named']);

/** People, places, organisations and things in an English text, in their order. Dates and amounts are found apart. */
export function englishMentions(text: string): Mention[] {
  return englishTokens(text).flatMap((tokens) => new SentenceReader(text, tokens).read());
}

class SentenceReader {
  readonly #text: string;
  readonly #tokens: readonly Token[];

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  read(): Mention[] {
    const mentions: Mention[] = [];
    for (let at = 0; at < this.#tokens.length; ) {
      const found = this.#nounPhrase(at) ?? this.#name(at);
      if (found === null) {
        at += 1;
        continue;
      }
      const before = mentions.at(-1);
      if (before !== undefined && this.#isApposition(before, found.mention)) {
        mentions[mentions.length - 1] = {
          ...before,
          relation: found.mention.relation,
          gender: before.gender ?? found.mention.gender,
        };
      } else mentions.push(found.mention);
      at = found.next;
    }
    return mentions;
  }

  /** `Mia, my sister` */
  #isApposition(before: Mention, mention: Mention): boolean {
    return (
      before.kind === 'person' &&
      before.isNamed &&
      before.relation === null &&
      mention.relation !== null &&
      !mention.isNamed &&
      this.#text.slice(before.endChar, mention.startChar).trim() === ','
    );
  }

  /** Determiners, adjectives and nouns: `my new bike`, with a name where somebody is introduced: `my sister Mia`. */
  #nounPhrase(start: number): { mention: Mention; next: number } | null {
    let at = start;
    while (isBeforeNoun(this.#tokens[at]) && !this.#endsRun(at)) at += 1;
    const firstNoun = at;
    while (isCommonNoun(this.#tokens[at], at === 0)) {
      at += 1;
      if (this.#endsRun(at - 1)) break;
    }
    if (at === firstNoun) return null;
    const head = this.#tokens[at - 1] as Token;
    const words = this.#tokens.slice(start, at);
    if (EMPTY_NOUNS.has(head.lower)) return null;
    const relation = this.#relationOf(firstNoun, at);
    const isPet = PET_WORDS.has(head.lower);
    const isCalled = relation !== null || isPet || DEFINITE.has(words[0]?.lower ?? '');
    const named = isCalled ? this.#nameAfter(at, relation !== null || isPet) : null;
    const kind = isPet ? 'thing' : kindOfNoun(head.lower);
    const first = words[0] as Token;
    const last = named === null ? head : (this.#tokens[named.next - 1] as Token);
    const isPlural =
      head.tags.has('Plural') || (head.lower !== singular(head.lower) && !head.tags.has('Singular'));
    const next = named?.next ?? at;
    return {
      next,
      mention: {
        ...NO_TRAITS,
        kind,
        name: named?.name ?? this.#textOf(first, last),
        startChar: first.startChar,
        endChar: last.endChar,
        gender: genderOfNoun(head.lower) ?? named?.gender ?? null,
        isPlural: isPlural || head.lower === 'people' || head.lower === 'children',
        relation: relation ?? (isPet && isOwned(first) ? head.lower : null),
        isNamed: named !== null,
        isAnimal: isPet,
        isSubject: this.#isSubject(start, next),
        isEmbedded: this.#isEmbedded(start),
        head: singular(foldWord(head.lower)),
        topic: kind === 'person' ? null : topicOf(this.#tokens.slice(firstNoun, at)),
      },
    };
  }

  /** A proper name. */
  #name(start: number): { mention: Mention; next: number } | null {
    const run = this.#nameRun(start);
    if (run === null) return null;
    const { next, name, gender, kind } = run;
    const before = this.#tokens[start - 1]?.lower === 'the' ? this.#tokens[start - 1] : undefined;
    const first = this.#tokens[start] as Token;
    const last = this.#tokens[next - 1] as Token;
    // `Hotel Aurora` says itself what it is.
    const words = next - start > 1 ? this.#tokens.slice(start, next).map(({ lower }) => lower) : [];
    const said = words.find((word) => ['place', 'organization'].includes(kindOfNoun(word)));
    return {
      next,
      mention: {
        ...NO_TRAITS,
        kind:
          said === undefined
            ? (kind ?? this.#kindByContext(start - (before === undefined ? 0 : 1), next))
            : kindOfNoun(said),
        name,
        startChar: first.startChar,
        endChar: last.endChar,
        gender,
        isNamed: true,
        isSubject: this.#isSubject(start, next),
        isEmbedded: this.#isEmbedded(start),
        head: said ?? geography(last) ?? foldWord(last.lower),
        topic: said === undefined && kind === 'person' ? null : name,
      },
    };
  }

  /** The name of whoever was just introduced: `my friend Tom Baker`, `a dog called Rex`. */
  #nameAfter(at: number, isSomebody: boolean): { name: string; gender: Gender | null; next: number } | null {
    if (ENDS_RUN.test(this.#tokens[at - 1]?.after.replace(/^,\s*$/, '') ?? '')) return null;
    const hasComma = this.#tokens[at - 1]?.after.includes(',') === true;
    const isNaming = !hasComma && NAMING.has(this.#tokens[at]?.lower ?? '');
    const run = this.#nameRun(isNaming ? at + 1 : at, isNaming);
    if (run === null || (isSomebody && (run.kind === 'place' || run.kind === 'organization'))) return null;
    // `the restaurant Noma`, but not `the woman Anna met`.
    if (!isSomebody && (hasComma || run.kind === 'person')) return null;
    // `my sister, Mia and I` is a list; `my sister, Mia, lives` is not.
    if (hasComma && !ENDS_RUN.test(this.#tokens[run.next - 1]?.after ?? '')) return null;
    return run;
  }

  #nameRun(
    start: number,
    mayBeLower = false,
  ): { name: string; gender: Gender | null; kind: MentionKind | null; next: number } | null {
    let next = start;
    let kind: MentionKind | null = null;
    let gender: Gender | null = null;
    while (next < this.#tokens.length) {
      const token = this.#tokens[next] as Token;
      const isInside =
        next > start && INSIDE_NAME.has(token.lower) && startsName(this.#tokens[next + 1], false);
      const own = kindByTags(token);
      if (!isInside && !startsName(token, next === 0) && !(mayBeLower && next === start)) break;
      // `Anna Paris`: two names side by side.
      if (own !== null && kind !== null && own !== kind) break;
      kind ??= own;
      gender ??= genderOf(token);
      next += 1;
      if (this.#endsRun(next - 1) && !TITLE.test(token.lower)) break;
    }
    if (next === start) return null;
    const first = this.#tokens[start] as Token;
    const name = this.#textOf(first, this.#tokens[next - 1] as Token);
    return { name: name === name.toLowerCase() ? capital(name) : name, gender, kind, next };
  }

  #kindByContext(start: number, next: number): MentionKind {
    const before = this.#tokens[start - 1]?.lower ?? '';
    const beforeThat = this.#tokens[start - 2]?.lower ?? '';
    const after = this.#tokens[next]?.lower ?? '';
    if ((before === 'for' || before === 'at') && WORK.test(beforeThat)) return 'organization';
    if (BEFORE_PLACE.has(before) || (before === 'to' && WAY.test(beforeThat))) return 'place';
    if (BEFORE_PERSON.has(before) || OF_PEOPLE.test(after)) return 'person';
    return 'thing';
  }

  #relationOf(from: number, to: number): string | null {
    const words = this.#tokens.slice(from, to).map(({ lower }) => lower);
    const long = words.slice(-2).join(' ');
    return RELATIVES.get(long) ?? RELATIVES.get(words.at(-1) ?? '') ?? null;
  }

  /** Whether a verb follows that no preposition takes it away from. */
  #isSubject(start: number, next: number): boolean {
    if (this.#tokens[start - 1]?.tags.has('Preposition') === true) return false;
    if (
      this.#tokens[start - 1]?.tags.has('Verb') === true &&
      this.#tokens[start - 1]?.tags.has('Auxiliary') === false
    )
      return false;
    let at = next;
    while (this.#tokens[at]?.tags.has('Adverb') === true) at += 1;
    const after = this.#tokens[at];
    return after === undefined
      ? false
      : after.tags.has('Verb') ||
          after.tags.has('Modal') ||
          this.#tokens[next - 1]?.after.startsWith("'s") === true;
  }

  #isEmbedded(start: number): boolean {
    const before = this.#tokens[start - 1]?.lower === 'the' ? start - 2 : start - 1;
    return this.#tokens[before]?.lower === 'of' && this.#tokens[before - 1]?.tags.has('Noun') === true;
  }

  #endsRun(at: number): boolean {
    return ENDS_RUN.test(this.#tokens[at]?.after ?? '') || /['’]/u.test(this.#tokens[at]?.after ?? '');
  }

  #textOf(first: Token, last: Token): string {
    return this.#text.slice(first.startChar, last.endChar).replace(/\s+/g, ' ');
  }
}
