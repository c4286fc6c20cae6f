import type { Mention, ReadText } from '../read/mention.ts';
import { type Chosen, itemOf, lastEnumeration, otherOf, pairOf, UNCLEAR } from './choose-item.ts';
import { type Candidate, Discourse } from './discourse.ts';
import { enumerationsIn } from './enumerations.ts';
import { referencesIn } from './languages/references-in.ts';
import { type Choice, pickCandidate, type ReferencePlace } from './pick-candidate.ts';
import { CONFIDENCE_MIN, type Reference, type Referent, type Resolution } from './reference.ts';

export interface ResolveRequest {
  /** What was said before, oldest first. */
  before: readonly ReadText[];
  text: ReadText;
  /** Whom and what is known from earlier, the latest first. */
  known: readonly Referent[];
}

const SENTENCE_END = /[.!?。！？\n]+\s*/gu;
/** What is known from before is this many sentences away, and each further one one more. */
const STORED_SENTENCES_AGO = 3;
const PART_OF_SENTENCE = 0.7;

/**
 * What the words of a text such as `she`, `there` or `the second one` mean, by what was said before: by agreement in
 * number, gender and kind, by how lately and how often something was spoken of, and by what its sentence was about
 * (after Lappin and Leass, 1994, and the centering of Grosz, Joshi and Weinstein, 1995). Earlier messages are resolved
 * as well, because whoever is called `she` again is still in mind.
 */
export function resolveReferences({ before, text, known }: ResolveRequest): Resolution[] {
  const discourse = new Discourse();
  known.forEach((referent, rank) => {
    discourse.candidates.push({
      ...referent,
      sentence: -STORED_SENTENCES_AGO - rank,
      lastStartChar: 0,
      message: -1,
      isSubject: false,
      isEmbedded: false,
      times: 1,
      isAlone: true,
      isStored: true,
    });
  });
  let sentence = 0;
  let last: Resolution[] = [];
  for (const [message, read] of [...before, text].entries()) {
    last = new MessageResolver(discourse, read, message, sentence).resolve();
    sentence += (read.text.match(SENTENCE_END)?.length ?? 0) + 1;
  }
  return last;
}

class MessageResolver {
  readonly #discourse: Discourse;
  readonly #read: ReadText;
  readonly #message: number;
  readonly #firstSentence: number;
  readonly #ends: readonly number[];
  readonly #own = new Map<Mention, Candidate>();

  constructor(discourse: Discourse, read: ReadText, message: number, firstSentence: number) {
    this.#discourse = discourse;
    this.#read = read;
    this.#message = message;
    this.#firstSentence = firstSentence;
    this.#ends = [...read.text.matchAll(SENTENCE_END)].map((match) => match.index);
  }

  resolve(): Resolution[] {
    const { mentions, text } = this.#read;
    const references = referencesIn(this.#read).filter(({ startChar, endChar, means }) => {
      // What has a name here needs nothing that was said before: `the Blue Lagoon`, `her sister Mia`.
      const overlaps = (mention: Mention) => mention.startChar < endChar && startChar < mention.endChar;
      return means.type !== 'called' || !mentions.some((mention) => mention.isNamed && overlaps(mention));
    });
    const enumerations = enumerationsIn(text, mentions);
    const resolved: Resolution[] = [];
    let spoken = 0;
    const speakUpTo = (startChar: number) => {
      for (; spoken < mentions.length && (mentions[spoken]?.startChar ?? 0) < startChar; spoken++) {
        const mention = mentions[spoken] as Mention;
        const isReference = references.some(
          ({ startChar: at, endChar, means }) =>
            isOfReference(means.type) && at < mention.endChar && mention.startChar < endChar,
        );
        if (!isReference)
          this.#speak(
            mention,
            enumerations.some(({ items }) => items.includes(mention)),
          );
      }
    };
    const told = new Set<(typeof enumerations)[number]>();
    const enumerateUpTo = (startChar: number) => {
      for (const one of enumerations.toReversed()) {
        if (told.has(one) || (one.items.at(-1)?.endChar ?? 0) > startChar) continue;
        told.add(one);
        this.#enumerate(one.items, one.isLines);
      }
    };
    for (const reference of references) {
      speakUpTo(reference.startChar);
      enumerateUpTo(reference.startChar);
      const found = this.#resolve(reference);
      resolved.push(...found);
      if (found.some(({ referents }) => referents.length > 0)) continue;
      // What was not spoken of before is spoken of now.
      const own = mentions.find(
        ({ startChar, endChar }) => startChar < reference.endChar && reference.startChar < endChar,
      );
      if (own !== undefined && reference.means.type === 'called') this.#speak(own, false);
    }
    speakUpTo(Number.POSITIVE_INFINITY);
    enumerateUpTo(Number.POSITIVE_INFINITY);
    return resolved;
  }

  #sentenceAt(startChar: number): number {
    return this.#firstSentence + this.#ends.filter((end) => end < startChar).length;
  }

  /** What stands later in a sentence is a little newer. */
  #placeOf(startChar: number): number {
    const before = this.#ends.findLast((end) => end < startChar) ?? 0;
    const end = this.#ends.find((end) => end >= startChar) ?? this.#read.text.length;
    return (
      this.#sentenceAt(startChar) + (PART_OF_SENTENCE * (startChar - before)) / Math.max(1, end - before)
    );
  }

  #speak(mention: Mention, isAmongOthers: boolean): void {
    const at = {
      sentence: this.#placeOf(mention.startChar),
      message: this.#message,
      isAlone: !isAmongOthers,
    };
    this.#own.set(mention, this.#discourse.mention(mention, at));
  }

  #enumerate(items: readonly Mention[], isLines: boolean): void {
    const sentence = this.#sentenceAt(items.at(-1)?.startChar ?? 0);
    const place = { sentence, message: this.#message, isAlone: false };
    const candidates = items.map((item) => this.#own.get(item) ?? this.#discourse.mention(item, place));
    this.#discourse.enumerations.push({ items: candidates, sentence, message: this.#message, isLines });
    // A sentence is about each of them as much as about the last.
    for (const candidate of candidates) {
      candidate.isSubject = candidates.at(-1)?.isSubject ?? false;
      candidate.sentence = sentence;
    }
    if (isLines || !items.every(({ kind, isPlural }) => !isPlural && (kind === 'person' || kind === 'thing')))
      return;
    // Together they are one that `they` can mean.
    const first = items[0] as Mention;
    const last = items.at(-1) as Mention;
    this.#discourse.candidates.push({
      ...(candidates[0] as Candidate),
      name: this.#read.text.slice(first.startChar, last.endChar).replace(/\s+/g, ' '),
      gender: null,
      relation: null,
      isPlural: true,
      isNamed: first.isNamed,
      head: '',
      entityId: null,
      sentence,
      isSubject: last.isSubject,
      isAlone: true,
      lastStartChar: first.startChar,
      times: 1,
    });
  }

  #resolve(reference: Reference): Resolution[] {
    const sentence = this.#sentenceAt(reference.startChar);
    const place = { sentence, message: this.#message, excluded: this.#excluded(reference) };
    const found = this.#referents(reference, place);
    // `the station` was not spoken of before: it is no reference.
    if (found === null) return [];
    const { candidates, confidence } = found;
    const isClear = candidates.length > 0 && confidence >= CONFIDENCE_MIN;
    if (isClear && candidates.length === 1) {
      const isSubject = 'isObject' in reference.means && !reference.means.isObject;
      const { startChar } = reference;
      this.#discourse.touch(candidates[0] as Candidate, {
        sentence,
        message: this.#message,
        startChar,
        isSubject,
      });
    }
    const rounded = Math.round(confidence * 100) / 100;
    return [{ reference, referents: isClear ? candidates.map(toReferent) : [], confidence: rounded }];
  }

  #referents(reference: Reference, place: ReferencePlace): Chosen | null {
    const { means } = reference;
    const { enumerations } = this.#discourse;
    switch (means.type) {
      case 'item':
        return itemOf(enumerations, means.index, means.head);
      case 'middle': {
        const items = lastEnumeration(enumerations, null)?.items ?? [];
        const middle = items.length % 2 === 1 ? items[(items.length - 1) / 2] : undefined;
        return middle === undefined ? UNCLEAR : { candidates: [middle], confidence: 0.85 };
      }
      case 'all': {
        const items = lastEnumeration(enumerations, null)?.items ?? [];
        return items.length === 0 ? UNCLEAR : { candidates: [...items], confidence: 0.8 };
      }
      case 'pair':
        return pairOf(enumerations, means.which);
      case 'other_one':
        return otherOf(enumerations);
      case 'that_one': {
        // Of several that were said side by side it may be any.
        const alone = this.#discourse.candidates.filter(
          ({ isAlone, isPlural }) => !isPlural && (isAlone || means.word !== null),
        );
        return one(pickCandidate(alone, reference, place));
      }
      case 'called': {
        const choice = pickCandidate(this.#discourse.candidates, reference, place);
        return choice === null && means.isExact ? null : one(choice);
      }
      case 'several':
        return this.#several(reference, place);
      default:
        return one(pickCandidate(this.#discourse.candidates, reference, place));
    }
  }

  /** Where nobody was spoken of as several, the people of the last sentence that named more than one together. */
  #several(reference: Reference, place: ReferencePlace): Chosen | null {
    const choice = pickCandidate(this.#discourse.candidates, reference, place);
    if (
      choice !== null &&
      (choice.candidate.isPlural || Math.floor(choice.candidate.sentence) === place.sentence)
    )
      return one(choice);
    const people = this.#discourse.candidates.filter(
      (candidate) =>
        candidate.kind === 'person' &&
        !candidate.isPlural &&
        !candidate.isStored &&
        place.sentence - candidate.sentence <= 2,
    );
    if (people.length === 2) return { candidates: people, confidence: 0.65 };
    return one(choice);
  }

  /** Whoever does something to somebody is not that somebody: `Anna called her`. */
  #excluded({ startChar, means }: Reference): ReadonlySet<Candidate> {
    const excluded = new Set<Candidate>();
    if (!('isObject' in means) || !means.isObject) return excluded;
    const sentence = this.#sentenceAt(startChar);
    for (const candidate of this.#discourse.candidates) {
      if (
        candidate.message !== this.#message ||
        Math.floor(candidate.sentence) !== sentence ||
        !candidate.isSubject
      )
        continue;
      const between = this.#read.text.slice(candidate.lastStartChar, startChar);
      if (!/[,;:]|\b(?:and|but|because|that|when|if|so|then|while)\b/i.test(between)) excluded.add(candidate);
    }
    return excluded;
  }
}

function one(choice: Choice | null): Chosen {
  return choice === null ? UNCLEAR : { candidates: [choice.candidate], confidence: choice.confidence };
}

/** Such words are read as things too, but they are only references. */
function isOfReference(type: Reference['means']['type']): boolean {
  return (
    type === 'called' ||
    type === 'item' ||
    type === 'that_one' ||
    type === 'other_one' ||
    type === 'middle' ||
    type === 'pair'
  );
}

function toReferent({
  kind,
  name,
  gender,
  isPlural,
  relation,
  isNamed,
  isAnimal,
  head,
  value,
  entityId,
}: Candidate): Referent {
  return { kind, name, gender, isPlural, relation, isNamed, isAnimal, head, value, entityId };
}
