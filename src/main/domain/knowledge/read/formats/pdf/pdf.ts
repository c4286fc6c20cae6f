import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument, PasswordResponses, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { READ_LIMITS } from '../../read-limits.ts';
import type { FormatReader } from '../../read-result.ts';
import { UnreadableDocument } from '../../unreadable-document.ts';
import { foldTitle, lineBlocks } from './line-blocks.ts';
import { linesOf, type PdfLine, type PdfTextItem } from './pdf-line.ts';
import { withoutRunningLines } from './running-lines.ts';

type PdfDocument = Awaited<ReturnType<typeof getDocument>['promise']>;
type Outline = Awaited<ReturnType<PdfDocument['getOutline']>>;

/** How many characters a page must have in the mean; fewer are left over from a scan. */
const CHARACTERS_PER_PAGE_MIN = 4;

/** Reads the text of a PDF with its pages and headings. Its scripts are not run, and its pictures are not looked at. */
export const readPdf: FormatReader = async (bytes, { onProgress }) => {
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    data: bytes,
    cMapUrl: `${join(folder, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const pdf = await task.promise;
    if (pdf.numPages > READ_LIMITS.pages) throw tooLarge(`more than ${READ_LIMITS.pages} pages`);
    const { pages, unread } = await readPages(pdf, onProgress);
    const lines = withoutRunningLines(pages).flat();
    const characters = lines.reduce((sum, { text }) => sum + text.length, 0);
    if (characters < CHARACTERS_PER_PAGE_MIN * pdf.numPages) {
      throw new UnreadableDocument(
        'no_text',
        'The PDF holds pictures of its pages but no text; make it searchable with a text recognition (OCR) program first',
      );
    }
    const titles = new Map<string, number>();
    gatherTitles(await pdf.getOutline().catch(() => null), 1, titles);
    return {
      title: await titleOf(pdf),
      pages: pdf.numPages,
      blocks: lineBlocks(lines, titles),
      warnings: unread.length === 0 ? [] : [`These pages could not be read: ${unread.join(', ')}`],
    };
  } catch (error) {
    throw asUnreadable(error);
  } finally {
    await task.destroy();
  }
};

async function readPages(
  pdf: PdfDocument,
  onProgress: (done: number, total: number) => void,
): Promise<{ pages: PdfLine[][]; unread: number[] }> {
  const pages: PdfLine[][] = [];
  const unread: number[] = [];
  let characters = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    try {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const lines = linesOf(items.filter((item) => 'str' in item) as PdfTextItem[], number);
      pages.push(lines);
      characters += lines.reduce((sum, { text }) => sum + text.length, 0);
      page.cleanup();
    } catch {
      pages.push([]);
      unread.push(number);
    }
    if (characters > READ_LIMITS.characters) throw tooLarge('more text than can be searched');
    onProgress(number, pdf.numPages);
  }
  return { pages, unread };
}

function gatherTitles(outline: Outline | null, level: number, titles: Map<string, number>): void {
  for (const { title, items } of outline ?? []) {
    const folded = foldTitle(title);
    if (folded !== '' && !titles.has(folded)) titles.set(folded, level);
    if (level < 6) gatherTitles(items as Outline, level + 1, titles);
  }
}

async function titleOf(pdf: PdfDocument): Promise<string | null> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }));
  const { Title: title } = info as { Title?: unknown };
  // Many programs write the name of a file that nobody knows any more.
  if (typeof title === 'string' && /\.\w{2,5}$|^untitled/i.test(title.trim())) return null;
  return typeof title === 'string' && title.trim() !== '' ? title.trim().slice(0, 300) : null;
}

function asUnreadable(error: unknown): unknown {
  if (error instanceof UnreadableDocument) return error;
  const { name, code } = error as { name?: string; code?: number };
  if (name === 'PasswordException' && (code === PasswordResponses.NEED_PASSWORD || code !== undefined)) {
    return new UnreadableDocument(
      'encrypted',
      'The PDF is protected by a password; save a copy without one and upload that',
    );
  }
  return new UnreadableDocument('damaged', 'The PDF is damaged and cannot be opened');
}

function tooLarge(what: string): UnreadableDocument {
  return new UnreadableDocument('too_large', `The PDF has ${what}`);
}
