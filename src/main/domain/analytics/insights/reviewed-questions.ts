import type { Database } from 'better-sqlite3';
import { asksSomething } from '../../grounding/asks-something.ts';
import { citationsOf } from '../../grounding/citations.ts';
import { declines } from '../../grounding/declines.ts';
import { contentWords } from '../../knowledge/quote/content-words.ts';

/** A message that wanted to know something, and what became of it. */
export interface ReviewedQuestion {
  messageId: string;
  content: string;
  answer: string;
  /** From 1 to 5; null where nobody rated the answer. */
  rating: number | null;
  /** Its answer was taken from no document and no memory, or says that there is none. */
  isUnanswered: boolean;
  /** A lesson was made of it already. */
  isKnown: boolean;
}

export interface ReviewRequest {
  characterId: string;
  fromMs: number;
  toMs: number;
  /** Only so many are read, the newest. */
  limit: number;
}

interface Row {
  messageId: string;
  content: string;
  answer: string;
  rating: number | null;
  cited: 0 | 1;
  known: 0 | 1;
  remembered: string | null;
}

const ANSWERED = `select m.id as messageId, m.content, a.content as answer, q.rating,
    exists (select 1 from message_citations c where c.message_id = a.id) as cited,
    exists (select 1 from learning_examples e where e.message_id = m.id) as known,
    (select group_concat(f.content, char(10)) from message_memories t
      join memories f on f.id = t.memory_id where t.message_id = a.id) as remembered
  from counted_characters k join counted_questions q on q.character = k.number
    join messages m on m.position = q.message join messages a on a.position = q.answer
  where k.character_id = ? and q.asked_ms >= ? and q.asked_ms < ?
  order by q.asked_ms desc limit ?`;

/**
 * What was asked, the newest first; small talk and messages without an answer are left out.
 *
 * @returns also how many answered messages were looked at
 */
export function reviewQuestions(
  db: Database,
  { characterId, fromMs, toMs, limit }: ReviewRequest,
): { looked: number; questions: ReviewedQuestion[] } {
  const rows = db
    .prepare<[string, number, number, number], Row>(ANSWERED)
    .all(characterId, fromMs, toMs, limit);
  const questions = rows
    .filter(({ content }) => asksSomething(content) && contentWords(content).length > 0)
    .map(({ messageId, content, answer, rating, cited, known, remembered }) => ({
      ...{ messageId, content, answer, rating },
      isUnanswered: declines(answer) || (cited === 0 && !isFrom(remembered, answer)),
      isKnown: known === 1,
    }));
  return { looked: rows.length, questions };
}

/** Whether an answer repeats one of the memories that it was told. */
function isFrom(remembered: string | null, answer: string): boolean {
  if (remembered === null) return false;
  const source = { documentId: '', knowledgeBaseId: '', filename: '', page: null, position: 0 };
  return citationsOf(answer, [{ ...source, content: remembered }]).length > 0;
}

/** What questions that ask the same in the same words have in common. */
export function wordsKey(content: string): string {
  return [...new Set(contentWords(content))].sort().join(' ');
}
