import type { Database, Statement } from 'better-sqlite3';
import type { IndexName } from './index-tables.ts';
import { canBeAlike, likeness } from './word-likeness.ts';

/** So many postings are ranked for one query: some 10 ms of work. */
const POSTINGS_MAX = 6_000;
/** Counting all texts with a common word takes longer than a search; from here on, a part of them is counted. */
const SAMPLED_FROM = 50_000;
const SAMPLE_IDS = 4_096;
const SAMPLE_HITS_MIN = 40;
/** A count that was made when there were this much fewer or more texts still holds. */
const STALE_SHARE = 0.02;

/** Words that stand nowhere are looked for among those that begin like them; in more texts that takes too long. */
const ALIKE_TEXTS_MAX = 50_000;
const ALIKE_START = 2;
const ALIKE_WORDS_MAX = 8;

interface Known {
  count: number;
  textCount: number;
}

export interface WordSearch {
  /** In how many texts each word stands. */
  counts: ReadonlyMap<string, number>;
  /** Only texts of these scopes; null looks in all. */
  scopes: ReadonlySet<number> | null;
  /** Only these. */
  allowed: Float64Array | null;
  limit: number;
  idMax: number;
}

export interface FittingTexts {
  /** Best first; `rank` is FTS5's: the more below 0, the better. */
  found: { id: number; rank: number }[];
  /** Words of the search that were too common to look for. */
  leftOut: string[];
}

/** The words of the texts, in FTS5. */
export class WordIndex {
  readonly #known = new Map<string, Known>();
  readonly #count: Statement;
  readonly #alike: Statement;
  readonly #sample: Statement;
  readonly #sampleSize: Statement;
  readonly #db: Database;
  readonly #words: string;

  constructor(db: Database, name: IndexName) {
    this.#db = db;
    this.#words = `${name}_words`;
    const vocabulary = `temp.${name}_vocabulary`;
    db.exec(`create virtual table if not exists ${vocabulary} using fts5vocab(main, ${this.#words}, row)`);
    this.#count = db.prepare(`select doc from ${vocabulary} where term = ?`).pluck();
    this.#alike = db.prepare(`select term, doc from ${vocabulary} where term >= ? and term < ?`).raw();
    this.#sample = db
      .prepare(`select count(*) from ${this.#words} where ${this.#words} match ? and rowid between ? and ?`)
      .pluck();
    this.#sampleSize = db.prepare(`select count(*) from ${name}_entries where id between ? and ?`).pluck();
  }

  /** In how many texts each word stands; of common words in many texts an estimate. */
  counts(words: readonly string[], textCount: number, idMax: number): Map<string, number> {
    return new Map(words.map((word) => [word, this.#countOf(word, textCount, idMax)]));
  }

  /**
   * Words of the texts that a word, which stands in none of them, may mean, and in how many texts they stand; null
   * where there are too many texts to look for them.
   */
  alike(word: string, textCount: number): [word: string, count: number][] | null {
    if (!canBeAlike(word)) return [];
    if (textCount > ALIKE_TEXTS_MAX) return null;
    const start = word.slice(0, ALIKE_START);
    const terms = this.#alike.all(start, `${start}\u{10ffff}`) as [string, number][];
    return terms
      .filter(([term]) => canBeAlike(term))
      .map(([term, count]) => ({ term, count, share: likeness(word, term, true) }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share)
      .slice(0, ALIKE_WORDS_MAX)
      .map(({ term, count }) => [term, count]);
  }

  #countOf(word: string, textCount: number, idMax: number): number {
    const known = this.#known.get(word);
    if (known !== undefined && Math.abs(known.textCount - textCount) < textCount * STALE_SHARE) {
      return known.count;
    }
    const count = this.#estimate(word, textCount, idMax) ?? Number(this.#count.get(word) ?? 0);
    if (textCount >= SAMPLED_FROM) this.#known.set(word, { count, textCount });
    if (this.#known.size > 10_000) this.#known.delete(this.#known.keys().next().value as string);
    return count;
  }

  /** @returns null where the word is too rare for an estimate */
  #estimate(word: string, textCount: number, idMax: number): number | null {
    if (textCount < SAMPLED_FROM) return null;
    const first = Math.floor(idMax / 3);
    const range = [first, first + SAMPLE_IDS];
    const size = this.#sampleSize.get(range) as number;
    const hits = this.#sample.get(`words:${quoted(word)}`, range) as number;
    return size === 0 || hits < SAMPLE_HITS_MIN ? null : Math.round((hits / size) * textCount);
  }

  /**
   * The texts that fit best by these words. Words that are so common that ranking their texts takes too long are left
   * out where there are rarer ones; where there are none, the newest texts are ranked.
   */
  search({ counts, scopes, allowed, limit, idMax }: WordSearch): FittingTexts {
    const byRarity = [...counts].filter(([, count]) => count > 0).sort((a, b) => a[1] - b[1]);
    let postings = 0;
    const used = byRarity.filter(([, count], at) => {
      postings += count;
      return at === 0 || postings <= POSTINGS_MAX;
    });
    const [rarest] = used;
    if (rarest === undefined) return { found: [], leftOut: [] };
    const within = scopes === null ? '' : ` AND {scope}:(${anyOf([...scopes].map((scope) => `s${scope}`))})`;
    const newest = rarest[1] <= POSTINGS_MAX || allowed !== null ? 0 : idMax * (1 - POSTINGS_MAX / rarest[1]);
    const found = this.#db
      .prepare(
        `select rowid as id, rank from ${this.#words} where ${this.#words} match @match and rowid >= @newest
         ${allowed === null ? '' : 'and +rowid in (select value from json_each(@allowed))'}
         order by rank limit @limit`,
      )
      .all({
        match: `{words}:(${anyOf(used.map(([word]) => word))})${within}`,
        newest,
        limit,
        ...(allowed === null ? {} : { allowed: JSON.stringify([...allowed]) }),
      }) as FittingTexts['found'];
    return { found, leftOut: byRarity.slice(used.length).map(([word]) => word) };
  }
}

/** Words of an index have no quotes in them. */
const quoted = (word: string) => `"${word}"`;
const anyOf = (words: readonly string[]) => words.map(quoted).join(' OR ');
