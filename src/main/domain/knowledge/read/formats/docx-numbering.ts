import { attribute, parseXml } from './xml.ts';

const BULLET = '-';

/** Says for an item of a list how it begins: `-`, or its number in its list. Items must be asked for in their order. */
export type ListMarks = (numbering: string, depth: number) => string;

/** The lists of `word/numbering.xml`. */
export function docxNumbering(bytes: Uint8Array | null): ListMarks {
  const formats = new Map<string, string>();
  const abstractOf = new Map<string, string>();
  let abstract = '';
  let number = '';
  let level = '';
  if (bytes !== null) {
    parseXml(bytes, {
      open: (name, attributes) => {
        const value = attribute(attributes, 'val') ?? '';
        if (name === 'abstractNum') abstract = attribute(attributes, 'abstractNumId') ?? '';
        else if (name === 'lvl') level = attribute(attributes, 'ilvl') ?? '';
        else if (name === 'numFmt') formats.set(`${abstract} ${level}`, value);
        else if (name === 'num') number = attribute(attributes, 'numId') ?? '';
        else if (name === 'abstractNumId') abstractOf.set(number, value);
      },
    });
  }

  const counts = new Map<string, number[]>();
  return (numbering, depth) => {
    const list = abstractOf.get(numbering) ?? '';
    const format = formats.get(`${list} ${depth}`) ?? 'bullet';
    if (format === 'bullet' || format === 'none') return BULLET;
    const count = (counts.get(numbering) ?? []).slice(0, depth + 1);
    count[depth] = (count[depth] ?? 0) + 1;
    counts.set(numbering, count);
    return `${count[depth]}.`;
  };
}
