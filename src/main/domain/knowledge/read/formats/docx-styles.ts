import { attribute, parseXml } from './xml.ts';

/** What a paragraph of some style is. */
export interface ParagraphStyle {
  /** Of a heading, from 1; 0 is the document's title. */
  level: number | null;
  isCode: boolean;
  /** Its numbering, where paragraphs of this style are items of a list. */
  numbering: string | null;
}

interface DeclaredStyle extends ParagraphStyle {
  basedOn: string | null;
}

const DEEPEST_INHERITANCE = 20;

/** The paragraph styles of `word/styles.xml` by their ids, with what they inherit. */
export function docxStyles(bytes: Uint8Array | null): (id: string) => ParagraphStyle | null {
  const styles = bytes === null ? new Map<string, DeclaredStyle>() : declaredStyles(bytes);
  return (id) => {
    const own = styles.get(id);
    if (own === undefined) return null;
    const found: ParagraphStyle = { ...own };
    let base = own.basedOn;
    for (let depth = 0; base !== null && depth < DEEPEST_INHERITANCE; depth++) {
      const style = styles.get(base);
      found.level ??= style?.level ?? null;
      found.isCode ||= style?.isCode ?? false;
      found.numbering ??= style?.numbering ?? null;
      base = style?.basedOn ?? null;
    }
    return found;
  };
}

function declaredStyles(bytes: Uint8Array): Map<string, DeclaredStyle> {
  const styles = new Map<string, DeclaredStyle>();
  let style: DeclaredStyle | null = null;
  parseXml(bytes, {
    open: (name, attributes) => {
      const value = attribute(attributes, 'val') ?? '';
      if (name === 'style') {
        style = { level: null, isCode: false, numbering: null, basedOn: null };
        styles.set(attribute(attributes, 'styleId') ?? '', style);
      } else if (style === null) return;
      else if (name === 'name') Object.assign(style, byName(value));
      else if (name === 'basedOn') style.basedOn = value;
      else if (name === 'outlineLvl' && Number(value) < 9) style.level = Number(value) + 1;
      else if (name === 'numId') style.numbering = value;
    },
    close: (name) => {
      if (name === 'style') style = null;
    },
  });
  return styles;
}

function byName(name: string): Partial<ParagraphStyle> {
  const heading = /^heading ([1-9])$/i.exec(name)?.[1];
  if (heading !== undefined) return { level: Number(heading) };
  if (/^title$/i.test(name)) return { level: 0 };
  return { isCode: /\bcode\b|preformatted|listing|plain text/i.test(name) };
}
