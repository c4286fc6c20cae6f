import type { ReadResult } from '../read-result.ts';
import type { Archive } from '../unzip.ts';
import { DocxBody } from './docx-body.ts';
import { docxNumbering } from './docx-numbering.ts';
import { docxStyles } from './docx-styles.ts';
import { requiredPart, titleIn } from './office-package.ts';
import { attribute, parseXml } from './xml.ts';

const WITHOUT_TEXT = new Set(['separator', 'continuationSeparator']);

/** A document of Word (ECMA-376, part 1, chapter 17). Headers, footers, comments and deleted text are left out. */
export function readDocx(archive: Archive): ReadResult {
  const body = new DocxBody({
    styleOf: docxStyles(archive.read('word/styles.xml')),
    marks: docxNumbering(archive.read('word/numbering.xml')),
    footnotes: new Map([...notesIn(archive, 'footnote'), ...notesIn(archive, 'endnote')]),
  });
  body.read(requiredPart(archive, 'word/document.xml'));
  return {
    title: titleIn(archive.read('docProps/core.xml')),
    pages: body.pages,
    blocks: body.list.blocks,
    warnings: [],
  };
}

/** Notes by the name and id of what refers to them. */
function* notesIn(archive: Archive, kind: 'footnote' | 'endnote'): Generator<[string, string]> {
  const bytes = archive.read(`word/${kind}s.xml`);
  if (bytes === null) return;
  const notes: [string, string][] = [];
  let inText = false;
  parseXml(bytes, {
    open: (name, attributes) => {
      const last = notes.at(-1);
      if (name === kind && !WITHOUT_TEXT.has(attribute(attributes, 'type') ?? '')) {
        notes.push([`${kind}Reference ${attribute(attributes, 'id')}`, '']);
      } else if (name === 'p' && last !== undefined && last[1] !== '') last[1] += ' ';
      inText = name === 't';
    },
    close: () => {
      inText = false;
    },
    text: (text) => {
      const last = notes.at(-1);
      if (inText && last !== undefined) last[1] += text;
    },
  });
  yield* notes;
}
