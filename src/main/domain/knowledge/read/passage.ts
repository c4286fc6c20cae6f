/** A piece of a document that can be found and quoted by itself. */
export interface Passage {
  content: string;
  /** The headings above it, as in `Repairs › Brakes`. */
  heading: string | null;
  /** From 1; also the number of a slide or a sheet. Null where the document has no pages. */
  page: number | null;
  /** Where it stands in the document's whole text, in characters. */
  start: number;
  end: number;
  /** An estimate, good enough to fill a prompt by. */
  tokens: number;
}

/** What was read from a file. */
export interface ReadDocument {
  title: string | null;
  mediaType: string;
  pages: number | null;
  passages: Passage[];
  /** What could not be read, in plain words. */
  warnings: string[];
}
