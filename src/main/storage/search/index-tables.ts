import type { Database, Statement } from 'better-sqlite3';

export type IndexName = 'passages' | 'memories' | 'examples';

/** An entry as it is written: cut into words, its scope by number. */
export interface PreparedEntry {
  id: number;
  scope: number;
  text: string;
  words: readonly string[];
  vector: Float32Array | null;
}

export interface StoredEntry {
  id: number;
  scope: number;
  wordCount: number;
}

/** Of the key of a vector. */
const ID_BITS = 48;
const KEY = `((@generation << ${ID_BITS}) | @id)`;
const ID_OF_KEY = `key & ((1 << ${ID_BITS}) - 1)`;

/** The tables of one index. What changes several rows of them runs in a transaction of the caller. */
export class IndexTables {
  readonly #db: Database;
  readonly #name: IndexName;
  readonly #statements = new Map<string, Statement>();

  constructor(db: Database, name: IndexName) {
    this.#db = db;
    this.#name = name;
  }

  /** Puts an entry in the place of an older one with its id, whose vectors of all generations go. */
  put({ id, scope, text, words, vector }: PreparedEntry, generation: number | null): void {
    this.remove(id);
    this.#run('insert into $entries values (@id, @scope, @wordCount)', {
      id,
      scope,
      wordCount: words.length,
    });
    this.#run('insert into $texts values (@id, @text)', { id, text });
    this.#run('insert into $words (rowid, words, scope) values (@id, @words, @scope)', {
      id,
      words: words.join(' '),
      scope: `s${scope}`,
    });
    if (vector !== null && generation !== null) this.putVector(generation, id, vector);
  }

  putVector(generation: number, id: number, vector: Float32Array): void {
    const blob = bytesOf(vector);
    this.#run(`insert or replace into $vectors values (${KEY}, @blob)`, { generation, id, blob });
  }

  remove(id: number): void {
    if (!this.has(id)) return;
    this.#run('delete from $entries where id = @id', { id });
    this.#run('delete from $texts where id = @id', { id });
    this.#run('delete from $words where rowid = @id', { id });
    this.#run(
      `delete from $vectors where key in
       (select (number << ${ID_BITS}) | @id from search_generations where index_name = @index)`,
      { id, index: this.#name },
    );
  }

  has(id: number): boolean {
    return this.#all('select 1 from $entries where id = @id', { id }).length > 0;
  }

  count(): number {
    return this.#value('select count(*) from $entries', {});
  }

  countVectors(generation: number): number {
    return this.#value(`select count(*) from $vectors where ${IN_GENERATION}`, { generation });
  }

  /** The entries after this id, in the order of their ids. */
  entriesAfter(id: number, limit: number): StoredEntry[] {
    return this.#all(
      'select id, scope, word_count as wordCount from $entries where id > @id order by id limit @limit',
      { id, limit },
    ) as StoredEntry[];
  }

  idsInScope(scope: number): number[] {
    const rows = this.#all('select id from $entries where scope = @scope', { scope }) as { id: number }[];
    return rows.map(({ id }) => id);
  }

  /** The vectors of the entries from one id to another, both included. */
  vectorsBetween(generation: number, first: number, last: number): Map<number, Float32Array> {
    const rows = this.#all(
      `select ${ID_OF_KEY} as id, vector from $vectors
       where key between (@generation << ${ID_BITS}) | @first and (@generation << ${ID_BITS}) | @last`,
      { generation, first, last },
    ) as { id: number; vector: Buffer }[];
    return new Map(rows.map(({ id, vector }) => [id, vectorOf(vector)]));
  }

  /** Some vectors of a generation, from everywhere in it. */
  sampleVectors(generation: number, limit: number): Float32Array[] {
    const idMax = this.#value('select coalesce(max(id), 0) from $entries', {});
    const next = this.#statement(
      `select vector from $vectors where key >= (@generation << ${ID_BITS}) | @id and ${IN_GENERATION}
       order by key limit 1`,
    ).pluck();
    const samples: Float32Array[] = [];
    const step = Math.max(1, Math.floor(idMax / limit));
    for (let id = 0; id <= idMax && samples.length < limit; id += step) {
      const vector = next.get({ generation, id }) as Buffer | undefined;
      if (vector === undefined) break;
      samples.push(vectorOf(vector));
    }
    return samples;
  }

  /** Drops some vectors of a generation; says whether there may be more. */
  dropVectors(generation: number, limit: number): boolean {
    const { changes } = this.#run(
      `delete from $vectors where key in (select key from $vectors where ${IN_GENERATION} limit @limit)`,
      { generation, limit },
    );
    return changes === limit;
  }

  /** Entries after this id without a vector of this generation. */
  withoutVector(generation: number, after: number, limit: number): { id: number; text: string }[] {
    return this.#all(
      `select t.id, t.text from $texts t where t.id > @after and not exists
         (select 1 from $vectors where key = (@generation << ${ID_BITS}) | t.id)
       order by t.id limit @limit`,
      { generation, after, limit },
    ) as { id: number; text: string }[];
  }

  /** The words of entries, each with spaces between. */
  words(ids: readonly number[]): Map<number, string> {
    // FTS5 keeps what it was given in this table; reading it directly is several times faster.
    const rows = this.#all(
      'select id, c0 as words from $words_content where id in (select value from json_each(@ids))',
      { ids: JSON.stringify(ids) },
    ) as { id: number; words: string }[];
    return new Map(rows.map(({ id, words }) => [id, words]));
  }

  /** How far the vectors of these entries are from this one; those without a vector are left out. */
  distances(generation: number, vector: Float32Array, ids: readonly number[]): Map<number, number> {
    const rows = this.#all(
      `select ${ID_OF_KEY} as id, vec_distance_L2(vector, @blob) as distance from $vectors
       where key in (select (@generation << ${ID_BITS}) | value from json_each(@ids))`,
      { generation, blob: bytesOf(vector), ids: JSON.stringify(ids) },
    ) as { id: number; distance: number }[];
    return new Map(rows.map(({ id, distance }) => [id, distance]));
  }

  #run(sql: string, values: Record<string, unknown>): { changes: number } {
    return this.#statement(sql).run(values);
  }

  #all(sql: string, values: Record<string, unknown>): unknown[] {
    return this.#statement(sql).all(values);
  }

  #value(sql: string, values: Record<string, unknown>): number {
    return Object.values(this.#statement(sql).get(values) as Record<string, number>)[0] as number;
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql.replaceAll('$', `${this.#name}_`));
    this.#statements.set(sql, statement);
    return statement;
  }
}

const IN_GENERATION = `key >= @generation << ${ID_BITS} and key < (@generation + 1) << ${ID_BITS}`;

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** What SQLite gives may begin at any byte; numbers may not. */
function vectorOf(blob: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(blob).buffer);
}
