import nlp from 'compromise/two';

/** A word of a sentence, as it was tagged. */
export interface Token {
  text: string;
  /** Lower case, without a possessive ending. */
  lower: string;
  startChar: number;
  /** After the word, before the signs that follow it and a possessive ending. */
  endChar: number;
  tags: ReadonlySet<string>;
  /** Signs and spaces up to the next word. */
  after: string;
}

interface TaggedTerm {
  text: string;
  post: string;
  tags: string[];
  offset?: { start: number; length: number };
}

const POSSESSIVE = /['’]s?$/u;

/** The words of a text, sentence by sentence. */
export function englishTokens(text: string): Token[][] {
  const sentences = nlp(text).json({ offset: true, terms: { tags: true, offset: true } }) as {
    terms: TaggedTerm[];
  }[];
  return sentences.map(({ terms }) => terms.flatMap(toToken));
}

function toToken({ text, post, tags, offset }: TaggedTerm): Token[] {
  // The second half of a contraction has no text of its own.
  if (text === '' || offset === undefined) return [];
  const plain = text.replace(POSSESSIVE, '');
  return [
    {
      text: plain,
      lower: plain.toLowerCase().replaceAll('’', "'"),
      startChar: offset.start,
      endChar: offset.start + plain.length,
      tags: new Set(tags),
      after: text.slice(plain.length) + post,
    },
  ];
}
