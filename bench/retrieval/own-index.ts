import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLexicalEmbedder } from '../../src/main/inference/lexical/lexical-embedder.ts';
import { openDatabase } from '../../src/main/storage/open-database.ts';
import type { Ranking } from './measures.ts';

/** What Tomo finds, by each of its two sides and by both. */
export interface Found {
  words: Ranking;
  vectors: Ranking;
  both: Ranking;
}

export interface OwnIndex {
  find(question: string): Promise<Found>;
  close(): Promise<void>;
}

const SCOPE = 'bench';

/** Tomo's index with the built-in embedder, in a database of its own. */
export async function openOwnIndex(texts: readonly string[]): Promise<OwnIndex> {
  const directory = await mkdtemp(join(tmpdir(), 'tomo-retrieval-'));
  const database = await openDatabase(directory);
  const embedder = createLexicalEmbedder();
  // The search thread alone keeps no program running.
  const awake = setInterval(() => {}, 1_000);
  const index = database.index.passages;
  const { vectors } = await embedder.embed({ texts, purpose: 'passage' });
  await index.add(texts.map((text, at) => ({ id: at + 1, scope: SCOPE, text, vector: vectors[at] ?? null })));
  return {
    async find(question) {
      const { vectors } = await embedder.embed({ texts: [question], purpose: 'query' });
      const hits = await index.search({
        text: question,
        vector: vectors[0] ?? null,
        scopes: [SCOPE],
        limit: texts.length,
      });
      const by = (score: (hit: (typeof hits)[number]) => number): Ranking =>
        hits
          .map((hit) => ({ at: hit.id - 1, score: score(hit) }))
          .filter(({ score }) => score > 0)
          .sort((a, b) => b.score - a.score);
      return {
        words: by(({ scores }) => scores.text),
        vectors: by(({ scores }) => scores.vector),
        both: by(({ score }) => score),
      };
    },
    async close() {
      await database.close();
      clearInterval(awake);
      await rm(directory, { recursive: true });
    },
  };
}
