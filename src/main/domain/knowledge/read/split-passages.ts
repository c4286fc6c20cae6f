import type { Block } from './block.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { Passage } from './passage.ts';
import { byTokens, type PassageMeasure, type Piece } from './passage-measure.ts';

const TOMOS_OWN = byTokens(220, 320, 40);
const BETWEEN_BLOCKS = '\n\n';
const LONGEST_WORD = 100;
const ENDS_SENTENCE = /[.!?…。！？:»"”)\]]\s*$/u;

/**
 * Cuts a document into passages at its own joints: headings first, then pages, paragraphs, rows, sentences. The text of
 * every passage is a stretch of the whole text, which is the blocks with an empty line between them.
 */
export function splitPassages(blocks: readonly Block[], measure: PassageMeasure = TOMOS_OWN): Passage[] {
  const { target, max, lengthOf } = measure;
  const text = blocks.map((block) => block.text).join(BETWEEN_BLOCKS);
  const passages: Passage[] = [];
  let current: Piece[] = [];
  const finish = (): void => {
    const [first] = current;
    const last = current.at(-1);
    if (first === undefined || last === undefined) return;
    passages.push(toPassage(text, first, last));
    current = [];
  };

  for (const piece of piecesOf(blocks, measure)) {
    const last = current.at(-1);
    if (last !== undefined) {
      const turnsPage = piece.page !== last.page && ENDS_SENTENCE.test(text.slice(last.start, last.end));
      const full = lengthOf(current) >= target || lengthOf([...current, piece]) > max;
      if (piece.heading !== last.heading || turnsPage) finish();
      else if (full) {
        const added = lengthOf([last, piece]) - last.size;
        const again = overlapOf(text, current, Math.min(measure.overlap, max - added), measure);
        finish();
        current = again;
      }
    }
    current.push(piece);
  }
  finish();
  return passages;
}

/** The last pieces that may stand in the next passage too. */
function overlapOf(
  text: string,
  pieces: readonly Piece[],
  room: number,
  { lengthOf, overlapsAnything }: PassageMeasure,
): Piece[] {
  let from = pieces.length;
  while (from > 1 && pieces[from - 1]?.repeats && lengthOf(pieces.slice(from - 1)) <= room) from--;
  const last = pieces.at(-1);
  if (from < pieces.length || last === undefined || !overlapsAnything) return pieces.slice(from);
  const tail = tailOf(text, last, room);
  return tail === null ? [] : [tail];
}

/** The end of a piece from a word on, of at most so many characters; null where no word begins there. */
function tailOf(text: string, piece: Piece, room: number): Piece | null {
  if (room <= 0 || piece.end - piece.start <= room) return null;
  const earliest = piece.end - room;
  // Looking at the whole of a long line for its words would take as long for each of its pieces.
  const lookFrom = Math.max(piece.start, earliest - LONGEST_WORD);
  for (const [from] of bySegmenter(text.slice(lookFrom, piece.end), 'word')) {
    const start = lookFrom + from;
    if (start >= earliest && text.slice(start, start + 1).trim() !== '') {
      return { ...piece, start, size: piece.end - start };
    }
  }
  return null;
}

function toPassage(text: string, first: Piece, last: Piece): Passage {
  const content = text.slice(first.start, last.end).trimEnd();
  return {
    content,
    heading: first.heading,
    page: first.page,
    start: first.start,
    end: first.start + content.length,
    tokens: estimateTokens(content),
  };
}

function* piecesOf(blocks: readonly Block[], measure: PassageMeasure): Generator<Piece> {
  const headings: { level: number; text: string }[] = [];
  let offset = 0;
  for (const [at, block] of blocks.entries()) {
    const start = offset;
    offset += block.text.length + BETWEEN_BLOCKS.length;
    if (block.text.trim() === '') continue;
    const level = block.level ?? 1;
    if (block.kind === 'heading') while ((headings.at(-1)?.level ?? 0) >= level) headings.pop();
    if (block.kind !== 'heading' || standsAlone(level, nextFilled(blocks, at))) {
      const heading = headings.length === 0 ? null : headings.map(({ text }) => text).join(' › ');
      for (const [from, to] of divide(block, measure)) {
        yield {
          start: start + from,
          end: start + to,
          size: measure.sizeOf(block.text.slice(from, to)),
          page: block.page,
          heading,
          repeats: measure.overlapsAnything || block.kind === 'paragraph',
        };
      }
    }
    if (block.kind === 'heading') headings.push({ level, text: block.text.replace(/\s+/g, ' ').trim() });
  }
}

function nextFilled(blocks: readonly Block[], at: number): Block | undefined {
  for (let next = at + 1; next < blocks.length; next++) {
    if (blocks[next]?.text.trim() !== '') return blocks[next];
  }
  return undefined;
}

/** A heading that nothing stands under is a text like others: a slide of nothing but its title, for one. */
function standsAlone(level: number, next: Block | undefined): boolean {
  return next === undefined || (next.kind === 'heading' && (next.level ?? 1) <= level);
}

/**
 * A paragraph by its sentences, a list, table or code by its lines where it does not fit into one passage; what is
 * still too long, wherever it must be.
 */
function divide({ kind, text }: Block, measure: PassageMeasure): [number, number][] {
  const isProse = kind === 'paragraph' || kind === 'heading';
  if (!isProse && measure.sizeOf(text) <= measure.max) return text.trim() === '' ? [] : [[0, text.length]];
  const parts = isProse ? bySegmenter(text, 'sentence') : byLine(text);
  return [...parts]
    .flatMap(([from, to]) => smaller(text, from, to, measure))
    .filter(([from, to]) => text.slice(from, to).trim() !== '');
}

function* bySegmenter(text: string, granularity: 'sentence' | 'word'): Generator<[number, number]> {
  const segmenter = new Intl.Segmenter(undefined, { granularity });
  for (const { index, segment } of segmenter.segment(text)) yield [index, index + segment.length];
}

function* byLine(text: string): Generator<[number, number]> {
  for (const { 0: line, index } of text.matchAll(/[^\n]*(?:\n|$)/g)) yield [index, index + line.length];
}

function smaller(
  text: string,
  from: number,
  to: number,
  { pieceMax, sizeOf }: PassageMeasure,
): [number, number][] {
  if (sizeOf(text.slice(from, to)) <= pieceMax) return [[from, to]];
  const parts: [number, number][] = [];
  let start = from;
  let size = 0;
  for (const [wordFrom, wordTo] of words(text, from, to, pieceMax)) {
    const own = sizeOf(text.slice(wordFrom, wordTo));
    if (size + own > pieceMax && wordFrom > start) {
      parts.push([start, wordFrom]);
      start = wordFrom;
      size = 0;
    }
    size += own;
  }
  parts.push([start, to]);
  return parts;
}

/** Words, and stretches of what is no word but goes on without a space, such as data written as letters. */
function* words(text: string, from: number, to: number, max: number): Generator<[number, number]> {
  for (const [wordFrom, wordTo] of bySegmenter(text.slice(from, to), 'word')) {
    let start = from + wordFrom;
    const end = from + wordTo;
    while (end - start > max) {
      const isPair = /[\ud800-\udbff]/.test(text[start + max - 1] ?? '');
      const cut = start + Math.max(isPair ? max - 1 : max, 1);
      yield [start, cut];
      start = cut;
    }
    yield [start, end];
  }
}
