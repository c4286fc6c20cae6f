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
