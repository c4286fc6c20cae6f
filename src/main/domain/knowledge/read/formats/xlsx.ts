import { BlockList } from '../block-list.ts';
import type { ReadContext, ReadResult } from '../read-result.ts';
import type { Archive } from '../unzip.ts';
import { numberKinds, writtenNumber } from './number-format.ts';
import { relationId, relationsOf, requiredPart, titleIn } from './office-package.ts';
import { addSheetRow, endSheet, newSheet } from './sheet-tables.ts';
import { attribute, parseXml } from './xml.ts';

const WORKBOOK = 'xl/workbook.xml';

interface Workbook {
  sheets: { name: string; part: string }[];
  from1904: boolean;
}

/** A workbook of Excel (ECMA-376, part 1, chapter 18): the values that were last worked out, not the formulas. */
export function readXlsx(archive: Archive, { onProgress }: ReadContext): ReadResult {
  const { sheets, from1904 } = workbookOf(archive);
  const strings = sharedStrings(archive.read('xl/sharedStrings.xml'));
  const kinds = numberKinds(archive.read('xl/styles.xml'));
  const list = new BlockList();
  const written = (value: string, type: string, style: number): string => {
    if (type === 's') return strings[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? 'yes' : 'no';
    if (type === 'n') return writtenNumber(value, kinds[style] ?? 'plain', from1904);
    return type === 'e' ? '' : value;
  };
  for (const [at, { name, part }] of sheets.entries()) {
    list.heading(name, 1, at + 1);
    const bytes = archive.read(part);
    if (bytes !== null) readSheet(bytes, at + 1, list, written);
    onProgress(at + 1, sheets.length);
  }
  return {
    title: titleIn(archive.read('docProps/core.xml')),
    pages: sheets.length,
    blocks: list.blocks,
    warnings: [],
  };
}

function workbookOf(archive: Archive): Workbook {
  const relations = relationsOf(archive, WORKBOOK);
  const workbook: Workbook = { sheets: [], from1904: false };
  parseXml(requiredPart(archive, WORKBOOK), {
    open: (name, attributes) => {
      if (name === 'workbookPr') workbook.from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      const relation = name === 'sheet' ? relations.get(relationId(attributes) ?? '') : undefined;
      if (relation?.type === 'worksheet') {
        workbook.sheets.push({ name: attribute(attributes, 'name') ?? '', part: relation.target });
      }
    },
  });
  return workbook;
}

function sharedStrings(bytes: Uint8Array | null): string[] {
  const strings: string[] = [];
  if (bytes === null) return strings;
  let inText = false;
  // How a word is pronounced stands beside the word.
  let inPronunciation = false;
  parseXml(bytes, {
    open: (name) => {
      if (name === 'si') strings.push('');
      if (name === 'rPh') inPronunciation = true;
      inText = name === 't' && !inPronunciation;
    },
    close: (name) => {
      inText = false;
      if (name === 'rPh') inPronunciation = false;
    },
    text: (text) => {
      if (inText && strings.length > 0) strings[strings.length - 1] += text;
    },
  });
  return strings;
}

function readSheet(
  bytes: Uint8Array,
  page: number,
  list: BlockList,
  written: (value: string, type: string, style: number) => string,
): void {
  const sheet = newSheet(list, page);
  let row = new Map<number, string>();
  let column = -1;
  let type = 'n';
  let style = 0;
  let value = '';
  let inValue = false;
  parseXml(bytes, {
    open: (name, attributes) => {
      if (name === 'row') {
        row = new Map();
        column = -1;
      } else if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1;
        type = attributes.t ?? 'n';
        style = Number(attributes.s ?? 0);
        value = '';
      } else inValue = name === 'v' || name === 't';
    },
    close: (name) => {
      inValue = false;
      if (name === 'c') {
        const text = written(value, type, style).trim();
        if (text !== '') row.set(column, text);
      } else if (name === 'row') addSheetRow(sheet, row);
    },
    text: (text) => {
      if (inValue) value += text;
    },
  });
  endSheet(sheet);
}

/** Of `C7` it is 2. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
