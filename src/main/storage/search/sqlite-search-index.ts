import type { Database } from 'better-sqlite3';
import type { IndexEntry, IndexHit, IndexSearch, SearchIndex } from './search-index.ts';
import { searchWords } from './search-words.ts';
import { type QueryWords, textScore, weighWords } from './text-score.ts';

/** How many of the best by words, and of the nearest by vectors, are looked at closely. */
const CANDIDATES = 100;
/** Of a query; the rarest ones say what it is about. */
const QUERY_WORDS_MAX = 64;
const TEXT_WEIGHT = 0.5;

interface Candidate {
  id: number;
  words: string;
  distance: number | null;
}

/** The index in the database itself: words in FTS5, vectors beside them, searched exactly. */
export class SqliteSearchIndex implements SearchIndex {
  readonly #db: Database;
  readonly #entries: string;
  readonly #words: string;
  readonly #vocabulary: string;
  /** How many entries there are and how many words they have together; null until it is asked. */
  #size: { texts: number; words: number } | null = null;

  /** @param name of its tables, which the migrations have made */
  constructor(db: Database, name: 'passages' | 'memories') {
    this.#db = db;
    this.#entries = `${name}_searched`;
    this.#words = `${name}_words`;
    this.#vocabulary = `temp.${name}_vocabulary`;
    db.exec(
      `create virtual table if not exists ${this.#vocabulary} using fts5vocab(main, ${this.#words}, row)`,
    );
  }

  async add(entries: readonly IndexEntry[]): Promise<void> {
    const putEntry = this.#db.prepare(
      `insert into ${this.#entries} (id, scope, word_count, vector) values (?, ?, ?, ?)
       on conflict (id) do update set scope = excluded.scope, word_count = excluded.word_count, vector = excluded.vector`,
    );
    const putWords = this.#db.prepare(`insert or replace into ${this.#words} (rowid, words) values (?, ?)`);
    this.#db.transaction(() => {
      for (const { id, scope, text, vector } of entries) {
        const words = searchWords(text);
        putEntry.run(id, scope, words.length, vector === null ? null : bytesOf(vector));
        putWords.run(id, words.join(' '));
      }
    })();
    this.#size = null;
  }

  async remove(ids: readonly number[]): Promise<void> {
    const removeEntry = this.#db.prepare(`delete from ${this.#entries} where id = ?`);
    const removeWords = this.#db.prepare(`delete from ${this.#words} where rowid = ?`);
    this.#db.transaction(() => {
      for (const id of ids) {
        removeEntry.run(id);
        removeWords.run(id);
      }
    })();
    this.#size = null;
  }

  async removeScope(scope: string): Promise<void> {
    const rows = this.#db.prepare(`select id from ${this.#entries} where scope = ?`).all(scope);
    await this.remove((rows as { id: number }[]).map(({ id }) => id));
  }

  async search(request: IndexSearch): Promise<IndexHit[]> {
    const { limit, scoreThreshold = 0, vector } = request;
    const words = this.#weigh(searchWords(request.text));
    const candidates = new Map<number, Candidate>();
    for (const found of [...this.#byWords(request, words), ...this.#byVector(request)]) {
      candidates.set(found.id, found);
    }
    return [...candidates.values()]
      .map(({ id, words: own, distance }) => {
        const text = textScore(own.split(' '), words);
        // Of vectors of length 1, half the squared distance is what their dot product lacks of 1.
        const similarity = distance === null ? 0 : Math.min(1, Math.max(0, 1 - (distance * distance) / 2));
        const score = vector === null ? text : TEXT_WEIGHT * text + (1 - TEXT_WEIGHT) * similarity;
        return { id, score, scores: { text, vector: similarity } };
      })
      .filter(({ score }) => score > 0 && score >= scoreThreshold)
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, limit);
  }

  #weigh(words: readonly string[]): QueryWords {
    const count = this.#db.prepare(`select doc from ${this.#vocabulary} where term = ?`).pluck();
    this.#size ??= this.#db
      .prepare(`select count(*) as texts, coalesce(sum(word_count), 0) as words from ${this.#entries}`)
      .get() as { texts: number; words: number };
    const { texts, words: all } = this.#size;
    const counts = new Map([...new Set(words)].map((word) => [word, Number(count.get(word) ?? 0)]));
    const rarest = [...counts].sort((a, b) => a[1] - b[1]).slice(0, QUERY_WORDS_MAX);
    return weighWords(new Map(rarest), texts, all / Math.max(1, texts));
  }

  #byWords(request: IndexSearch, { weights }: QueryWords): Candidate[] {
    if (weights.size === 0) return [];
    const match = [...weights.keys()].map((word) => `"${word}"`).join(' OR ');
    return this.#candidates(request, `${this.#words} match @match`, 'rank', { match });
  }

  #byVector(request: IndexSearch): Candidate[] {
    if (request.vector === null) return [];
    return this.#candidates(request, 'e.vector is not null', 'distance', {});
  }

  #candidates(
    { scopes, allowed, vector }: IndexSearch,
    condition: string,
    order: string,
    values: Record<string, unknown>,
  ): Candidate[] {
    const distance = vector === null ? 'null' : 'vec_distance_L2(e.vector, @vector)';
    const within = allowed === undefined ? '' : 'and e.id in (select value from json_each(@allowed))';
    return this.#db
      .prepare(
        `select e.id as id, w.words as words, ${distance} as distance
         from ${this.#words} w join ${this.#entries} e on e.id = w.rowid
         where ${condition} and e.scope in (select value from json_each(@scopes)) ${within}
         order by ${order} limit ${CANDIDATES}`,
      )
      .all({
        ...values,
        scopes: JSON.stringify(scopes),
        ...(allowed === undefined ? {} : { allowed: JSON.stringify([...allowed]) }),
        ...(vector === null ? {} : { vector: bytesOf(vector) }),
      }) as Candidate[];
  }
}

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}
