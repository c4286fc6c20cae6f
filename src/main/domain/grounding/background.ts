/** Something that is remembered, in the words in which a model is told: `The user's name is Kim.` */
export interface Note {
  /** Of the memory. */
  id: string;
  text: string;
}

/** How a note begins that says how the message is meant: nobody told it, so it is no answer to a question. */
export const ABOUT_THE_MESSAGE = 'About this message:';

/** A passage of a document that may answer what was asked. */
export interface SourcePassage {
  documentId: string;
  knowledgeBaseId: string;
  filename: string;
  page: number | null;
  /** Within the document, from 0. */
  position: number;
  content: string;
}

/** How a message like this one should be answered. */
export interface Example {
  user: string;
  assistant: string;
  /** Of the first one: the message means the same as far as can be told, so that what it says is the answer. */
  isMeant?: boolean;
}

/** What a character knows that matters for a message; the most important first. */
export interface Background {
  examples: readonly Example[];
  notes: readonly Note[];
  passages: readonly SourcePassage[];
}

export const NO_BACKGROUND: Background = { examples: [], notes: [], passages: [] };
