import Database from 'better-sqlite3';
import type { Ranking } from './measures.ts';

export type Ranker = (question: string) => Promise<Ranking>;

const LISTED = 50;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Of reciprocal rank fusion, as its authors have it. */
const RRF_K = 60;

/** SQLite's own full text search with one of its tokenizers, every word of the question on its own. */
export function plainFts(texts: readonly string[], tokenize: 'unicode61' | 'trigram'): Ranker {
  const db = new Database(':memory:');
  db.exec(`create virtual table t using fts5(text, tokenize = '${tokenize}')`);
  const put = db.prepare('insert into t (rowid, text) values (?, ?)');
  for (const [at, text] of texts.entries()) put.run(at, text);
  const find = db.prepare(`select rowid as at from t where t match ? order by rank limit ${LISTED}`);
  const shortest = tokenize === 'trigram' ? 3 : 1;
  return async (question) => {
    const runs = question.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
    const words = tokenize === 'trigram' ? runs.flatMap(windows) : runs;
    const fitting = [...new Set(words)].filter((word) => [...word].length >= shortest);
    if (fitting.length === 0) return [];
    const rows = find.all(fitting.map((word) => `"${word}"`).join(' OR ')) as { at: number }[];
    return rows.map(({ at }) => ({ at, score: 0 }));
  };
}

/** Of a script without spaces each three neighbouring characters, as a whole run hardly stands anywhere. */
function windows(run: string): string[] {
  if (!UNSPACED.test(run) || run.length < 3) return [run];
  return Array.from({ length: run.length - 2 }, (_, at) => run.slice(at, at + 3));
}

/** Source: Cormack et al., "Reciprocal Rank Fusion outperforms Condorcet", SIGIR 2009. */
export function reciprocalRankFusion(...rankers: readonly Ranker[]): Ranker {
  return async (question) => {
    const scores = new Map<number, number>();
    for (const ranker of rankers) {
      for (const [place, { at }] of (await ranker(question)).slice(0, LISTED).entries())
        scores.set(at, (scores.get(at) ?? 0) + 1 / (RRF_K + place + 1));
    }
    return [...scores].sort((a, b) => b[1] - a[1]).map(([at]) => ({ at, score: 0 }));
  };
}
