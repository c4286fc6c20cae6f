import type { BlockList } from '../block-list.ts';
import type { ListMarks } from './docx-numbering.ts';
import type { ParagraphStyle } from './docx-styles.ts';

/** Under all headings that are marked as such. */
const LEVEL_OF_BOLD_LINES = 7;
const LONGEST_BOLD_HEADING_CHARACTERS = 80;
const NO_NUMBERING = '0';

/** What is gathered of a paragraph until its end. */
export interface DocxParagraph {
  text: string;
  style: ParagraphStyle | null;
  /** Of a heading that is marked by itself, not by its style; from 1. */
  level: number | null;
  numbering: string | null;
  depth: number;
  boldCharacters: number;
  page: number | null;
  footnotes: string[];
}

export function newParagraph(): DocxParagraph {
  return {
    text: '',
    style: null,
    level: null,
    numbering: null,
    depth: 0,
    boldCharacters: 0,
    page: null,
    footnotes: [],
  };
}

/** Adds a paragraph as what it is: a heading, an item of a list, a line of code, or text. */
export function addParagraph(list: BlockList, paragraph: DocxParagraph, marks: ListMarks): void {
  const { text, style, page } = paragraph;
  const level = paragraph.level ?? style?.level ?? null;
  const numbering = paragraph.numbering ?? style?.numbering ?? NO_NUMBERING;
  if (level !== null) list.heading(text, Math.max(1, level), page);
  else if (style?.isCode) list.codeLine(text, page);
  else if (numbering !== NO_NUMBERING) {
    if (text.trim() === '') return;
    list.listItem(text, page, { depth: paragraph.depth, mark: marks(numbering, paragraph.depth) });
  } else if (isBoldLine(paragraph)) list.heading(text, LEVEL_OF_BOLD_LINES, page);
  else list.paragraph(text, page);
}

/** Many people make headings by hand. */
function isBoldLine({ text, boldCharacters }: DocxParagraph): boolean {
  const line = text.trim();
  return (
    line.length > 0 &&
    line.length <= LONGEST_BOLD_HEADING_CHARACTERS &&
    boldCharacters >= line.length &&
    !/[.!?,;。！？\n]$/u.test(line)
  );
}
