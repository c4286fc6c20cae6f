/** Kept up by triggers of the database; whatever counts only reads them. */
export interface CountedCharactersTable {
  number: number;
  character_id: string;
}

/** A message of a user, as numbers. */
export interface CountedQuestionsTable {
  character: number;
  asked_ms: number;
  /** Its position. */
  message: number;
  /** Of the answer, from 1 to 5. */
  rating: number | null;
}

/** What a session said in a quarter of an hour. */
export interface CountedQuartersTable {
  character: number;
  /** Since 1970. */
  quarter: number;
  session: number;
  questions: number;
  /** How many of them were answered. */
  answers: number;
}

/** Something that a character could learn. */
export interface LearningItemsTable {
  id: string;
  character_id: string;
  status: 'pending' | 'approved' | 'rejected' | 'applied';
  source: 'manual' | 'low_rating' | 'unanswered';
  /** Null while nobody has agreed to it: then the message in its middle is the question. */
  question: string | null;
  answer: string | null;
  /** Where the answer is from. */
  answer_source_json: string | null;
  /** What was added to the knowledge of the character. */
  document_id: string | null;
  created_at_ms: number;
  updated_at_ms: number;
  applied_at_ms: number | null;
}

/** A message that asked it. */
export interface LearningExamplesTable {
  item_id: string;
  message_id: string;
  /** To the others, from 0 to 1; the one in the middle has most. */
  likeness: number;
}

/** Other ways to ask it, as somebody wrote them. */
export interface LearningPhrasingsTable {
  item_id: string;
  position: number;
  content: string;
}
