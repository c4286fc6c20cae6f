import { foldWord, type Mention, NO_TRAITS } from '../read/mention.ts';

/** Things that stand side by side in a text, in their order. */
export interface FoundEnumeration {
  items: Mention[];
  /** One below the other, with numbers or points. */
  isLines: boolean;
}

const LINE = /^[ \t]*(?:(?:\d{1,2}|[a-z])[.)]|[-*•–])[ \t]+(?<item>\S.*)$/gimu;
const BETWEEN =
  /^\s*(?:,|;|\/|(?:,\s*)?(?:and|or|und|oder|et|ou|y|o|e|u)(?:\s+(?:also|maybe|perhaps|then))?)\s*(?:(?:to|in|at|with|from|the|a|an)\s+)?$/iu;
const ITEM_WORDS_MAX = 8;
/** `three options: hiking, swimming or a walk` */
const AFTER_COLON = /:\s*(?<items>[^.!?:\n]{3,200})/gu;
/** `paella, tortilla o gazpacho`: of the first one a word, of the others up to three. */
const BARE =
  /(?<first>[\p{L}-]+)(?<more>(?:, (?:[\p{L}-]+ ){0,2}[\p{L}-]+)+),? (?:and|or|und|oder|et|ou|y|o) (?<last>(?:[\p{L}-]+ ){0,2}[\p{L}-]+)(?=[.?!,;]|$)/giu;
const SEPARATOR = /\s*,\s*(?:and|or|und|oder|et|ou|y|o)\s+|\s*[,;]\s*|\s+(?:and|or|und|oder|et|ou|y|o)\s+/iu;

/** The enumerations of a text; lines first, then those inside of sentences in their order. */
export function enumerationsIn(text: string, mentions: readonly Mention[]): FoundEnumeration[] {
  const lines = lineItems(text, mentions);
  const read = [...sideBySide(text, mentions), ...afterColon(text, mentions)];
  const inline = read.length > 0 ? read : bareWords(text, mentions);
  return lines.length >= 2 ? [{ items: lines, isLines: true }, ...inline] : inline;
}

function lineItems(text: string, mentions: readonly Mention[]): Mention[] {
  return [...text.matchAll(LINE)].map((match) => {
    const item = match.groups?.item ?? '';
    return itemAt(text, match.index + match[0].length - item.length, item, mentions);
  });
}

/** Neighbours with nothing but a comma or a word such as `and` between them. */
function sideBySide(text: string, mentions: readonly Mention[]): FoundEnumeration[] {
  const found: FoundEnumeration[] = [];
  let items: Mention[] = [];
  for (const mention of [...mentions, null]) {
    const last = items.at(-1);
    const goesOn =
      mention !== null &&
      last !== undefined &&
      mention.kind !== 'date' &&
      areLike(last, mention) &&
      BETWEEN.test(text.slice(last.endChar, mention.startChar));
    if (goesOn) items.push(mention);
    else {
      if (items.length >= 2) found.push({ items, isLines: false });
      items = mention === null || mention.kind === 'date' ? [] : [mention];
    }
  }
  return found;
}

function areLike(a: Mention, b: Mention): boolean {
  return (
    a.kind === b.kind ||
    (a.kind === 'thing' && b.isNamed) ||
    (b.kind === 'thing' && a.isNamed) ||
    !(a.kind === 'person' || b.kind === 'person')
  );
}

function afterColon(text: string, mentions: readonly Mention[]): FoundEnumeration[] {
  return [...text.matchAll(AFTER_COLON)].flatMap((match): FoundEnumeration[] => {
    const start = match.index + match[0].length - (match.groups?.items ?? '').length;
    const parts = (match.groups?.items ?? '').split(SEPARATOR).filter((part) => part.trim() !== '');
    if (parts.length < 2 || parts.some((part) => part.trim().split(/\s+/).length > 5)) return [];
    let from = start;
    const items = parts.map((part) => {
      const at = text.indexOf(part, from);
      from = at + part.length;
      return itemAt(text, at, part, mentions);
    });
    // What is read of it already is not said twice.
    return items.every((item) => mentions.includes(item)) ? [] : [{ items, isLines: false }];
  });
}

function bareWords(text: string, mentions: readonly Mention[]): FoundEnumeration[] {
  return [...text.matchAll(BARE)].map((match) => {
    const { first = '', more = '', last = '' } = match.groups ?? {};
    let from = match.index;
    const items = [first, ...more.split(', ').slice(1), last].map((part) => {
      const at = text.indexOf(part, from);
      from = at + part.length;
      return itemAt(text, at, part, mentions);
    });
    return { items, isLines: false };
  });
}

/** What an item is called: the first thing that it names, or its first words. */
function itemAt(text: string, startChar: number, item: string, mentions: readonly Mention[]): Mention {
  const plain = item.replace(/[*_`#]+/g, '');
  const skipped = item.length - item.replace(/^[*_`#]+/, '').length;
  const start = startChar + skipped;
  const first = mentions.find(
    (mention) =>
      mention.startChar >= start &&
      mention.startChar <= start + 12 &&
      mention.endChar <= startChar + item.length,
  );
  const [name = plain] = plain.split(
    /\s*(?:[:(–—.!?]|,|\s-\s|\s(?:is|are|was|because|with|which|that|if)\s)/u,
  );
  const words = name.trim().split(/\s+/).slice(0, ITEM_WORDS_MAX).join(' ');
  if (
    first !== undefined &&
    (first.isNamed || first.name.length >= words.length) &&
    text.slice(start, first.startChar).trim().length <= 4
  )
    return first;
  return {
    ...NO_TRAITS,
    kind: first?.kind ?? 'thing',
    name: words,
    startChar: start,
    endChar: start + words.length,
    head: foldWord(words.split(' ').at(-1) ?? ''),
  };
}
