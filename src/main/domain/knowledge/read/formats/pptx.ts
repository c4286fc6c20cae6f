import { BlockList } from '../block-list.ts';
import type { ReadContext, ReadResult } from '../read-result.ts';
import { TableRows } from '../table-rows.ts';
import type { Archive } from '../unzip.ts';
import { relationId, relationsOf, requiredPart, titleIn } from './office-package.ts';
import { attribute, parseXml } from './xml.ts';

const PRESENTATION = 'ppt/presentation.xml';
/** What stands on every slide. */
const FURNITURE = new Set(['sldNum', 'dt', 'ftr', 'hdr', 'sldImg']);
const TITLES = new Set(['title', 'ctrTitle']);

/** A presentation of PowerPoint (ECMA-376, part 1, chapter 19), with the notes of its speaker. */
export function readPptx(archive: Archive, { onProgress }: ReadContext): ReadResult {
  const list = new BlockList();
  const slides = slideNames(archive);
  for (const [at, slide] of slides.entries()) {
    const bytes = archive.read(slide);
    if (bytes !== null) readSlide(bytes, at + 1, list);
    for (const { type, target } of relationsOf(archive, slide).values()) {
      const notes = type === 'notesSlide' ? archive.read(target) : null;
      if (notes !== null) readSlide(notes, at + 1, list);
    }
    onProgress(at + 1, slides.length);
  }
  const title = titleIn(archive.read('docProps/core.xml'));
  return {
    // What PowerPoint calls a presentation that nobody gave a title.
    title: title === 'PowerPoint Presentation' ? null : title,
    pages: slides.length,
    blocks: list.blocks,
    warnings: [],
  };
}

function slideNames(archive: Archive): string[] {
  const relations = relationsOf(archive, PRESENTATION);
  const names: string[] = [];
  parseXml(requiredPart(archive, PRESENTATION), {
    open: (name, attributes) => {
      const target = name === 'sldId' ? relations.get(relationId(attributes) ?? '')?.target : undefined;
      if (target !== undefined) names.push(target);
    },
  });
  return names;
}

function readSlide(bytes: Uint8Array, page: number, list: BlockList): void {
  let placeholder: string | null = null;
  let text = '';
  let title = '';
  let depth: number | null = null;
  let inText = false;
  let table: TableRows | null = null;
  const endParagraph = (): void => {
    const said = text;
    text = '';
    if (table !== null) table.write(said, page);
    else if (placeholder !== null && FURNITURE.has(placeholder)) return;
    else if (placeholder !== null && TITLES.has(placeholder)) title += ` ${said}`;
    else if (depth !== null && depth > 0) list.listItem(said, page, { depth });
    else list.paragraph(said, page);
  };
  parseXml(bytes, {
    open: (name, attributes) => {
      if (name === 'sp') placeholder = null;
      else if (name === 'ph') placeholder = attribute(attributes, 'type') ?? 'body';
      else if (name === 'pPr') depth = Number(attribute(attributes, 'lvl') ?? 0) || 0;
      else if (name === 'p') depth = null;
      else if (name === 't') inText = true;
      else if (name === 'br') text += '\n';
      else if (name === 'tbl') table = new TableRows();
      else if (name === 'tblPr' && attribute(attributes, 'firstRow') === '1') table?.markHeader();
      else if (name === 'tr') table?.startRow();
      else if (name === 'tc') table?.startCell();
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'p') endParagraph();
      else if (name === 'sp' && title !== '') {
        list.heading(title, 1, page);
        title = '';
      } else if (name === 'tbl' && table !== null) {
        list.table(table.text(), page);
        table = null;
      }
    },
    text: (more) => {
      if (inText) text += more;
    },
  });
}
