import type { Principal } from '../accounts/principal.ts';
import type { KnowledgeBaseService } from '../knowledge/bases/knowledge-base-service.ts';
import { bestSentence } from '../knowledge/quote/best-sentence.ts';
import type { KnowledgeSearch } from '../knowledge/search/knowledge-search.ts';
import type { AnswerSource } from './learning-item.ts';

interface ProposeDependencies {
  bases: Pick<KnowledgeBaseService, 'list'>;
  search: Pick<KnowledgeSearch, 'search'>;
}

const BASES_MAX = 100;
const PASSAGES = 3;
/** As a passage must be found to be worth a look. */
const SCORE_MIN = 0.35;
/** What must stand in a sentence of what is asked for, to be proposed. */
const SENTENCE_MIN = 0.5;

/**
 * The sentence that says most about a question, in any document of the account: also in those that the character does
 * not look things up in.
 *
 * @returns null where none says enough; nothing is made up
 */
export async function proposeFromKnowledge(
  { bases, search }: ProposeDependencies,
  owner: Principal,
  question: string,
  signal: AbortSignal,
): Promise<{ answer: string; answerSource: AnswerSource } | null> {
  const { bases: found } = await bases.list(owner, { page: 1, limit: BASES_MAX, mineOnly: true });
  const ids = found.map(({ id }) => id);
  const passages = await search.search(
    ids,
    { query: question, limit: PASSAGES, scoreThreshold: SCORE_MIN },
    signal,
  );
  let best: { answer: string; score: number; answerSource: AnswerSource } | null = null;
  for (const { content, documentId, filename } of passages) {
    const sentence = bestSentence(question, content);
    if (sentence === null || sentence.score < SENTENCE_MIN || sentence.score <= (best?.score ?? 0)) continue;
    const answerSource = { kind: 'knowledge', documentId, filename } as const;
    best = { answer: sentence.sentence, score: sentence.score, answerSource };
  }
  return best;
}
