import type { Block } from './block.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { Passage } from './passage.ts';

export interface SplitOptions {
  /** A passage ends with the piece that reaches this. */
  targetTokens: number;
  /** No piece of a passage is added beyond this. */
  maxTokens: number;
  /** How much of the end of a passage the next one begins with, where the text goes on. */
  overlapTokens: number;
}

const DEFAULTS: SplitOptions = { targetTokens: 220, maxTokens: 320, overlapTokens: 40 };
const BETWEEN_BLOCKS = '\n\n';
const ENDS_SENTENCE = /[.!?…。！？:»"”)\]]\s*$/u;

/** A stretch of the whole text that is not divided. */
interface Piece {
  start: number;
  end: number;
  tokens: number;
  page: number | null;
  heading: string | null;
  /** Whether a passage may begin with it again. */
  repeats: boolean;
}

/**
 * Cuts a document into passages at its own joints: headings first, then pages, paragraphs, rows, sentences. The text of
 * every passage is a stretch of the whole text, which is the blocks with an empty line between them.
 */
export function splitPassages(blocks: readonly Block[], options: Partial<SplitOptions> = {}): Passage[] {
  const { targetTokens, maxTokens, overlapTokens } = { ...DEFAULTS, ...options };
  const text = blocks.map((block) => block.text).join(BETWEEN_BLOCKS);
  const passages: Passage[] = [];
  let current: Piece[] = [];
  const tokensOf = (pieces: readonly Piece[]) => pieces.reduce((sum, { tokens }) => sum + tokens, 0);
  const finish = (): void => {
    const [first] = current;
    const last = current.at(-1);
    if (first === undefined || last === undefined) return;
    passages.push(toPassage(text, first, last));
    current = [];
  };

  for (const piece of piecesOf(blocks, maxTokens)) {
    const last = current.at(-1);
    if (last !== undefined) {
      const turnsPage = piece.page !== last.page && ENDS_SENTENCE.test(text.slice(last.start, last.end));
      const full = tokensOf(current) >= targetTokens || tokensOf(current) + piece.tokens > maxTokens;
      if (piece.heading !== last.heading || turnsPage) finish();
      else if (full) {
        const again = overlapOf(current, Math.min(overlapTokens, maxTokens - piece.tokens));
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
function overlapOf(pieces: readonly Piece[], overlapTokens: number): Piece[] {
  const again: Piece[] = [];
  let tokens = 0;
  for (let at = pieces.length - 1; at > 0; at--) {
    const piece = pieces[at] as Piece;
    tokens += piece.tokens;
    if (!piece.repeats || tokens > overlapTokens) break;
    again.unshift(piece);
  }
  return again;
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

function* piecesOf(blocks: readonly Block[], maxTokens: number): Generator<Piece> {
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
      for (const [from, to] of divide(block, maxTokens)) {
        yield {
          start: start + from,
          end: start + to,
          tokens: estimateTokens(block.text.slice(from, to)),
          page: block.page,
          heading,
          repeats: block.kind === 'paragraph',
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
function divide({ kind, text }: Block, maxTokens: number): [number, number][] {
  const isProse = kind === 'paragraph' || kind === 'heading';
  if (!isProse && estimateTokens(text) <= maxTokens) return text.trim() === '' ? [] : [[0, text.length]];
  const parts = isProse ? bySegmenter(text, 'sentence') : byLine(text);
  return [...parts]
    .flatMap(([from, to]) => smaller(text, from, to, maxTokens))
    .filter(([from, to]) => text.slice(from, to).trim() !== '');
}

function* bySegmenter(text: string, granularity: 'sentence' | 'word'): Generator<[number, number]> {
  const segmenter = new Intl.Segmenter(undefined, { granularity });
  for (const { index, segment } of segmenter.segment(text)) yield [index, index + segment.length];
}

function* byLine(text: string): Generator<[number, number]> {
  for (const { 0: line, index } of text.matchAll(/[^\n]*(?:\n|$)/g)) yield [index, index + line.length];
}

function smaller(text: string, from: number, to: number, maxTokens: number): [number, number][] {
  if (estimateTokens(text.slice(from, to)) <= maxTokens) return [[from, to]];
  const parts: [number, number][] = [];
  let start = from;
  let tokens = 0;
  for (const [wordFrom, wordTo] of words(text, from, to, maxTokens)) {
    const own = estimateTokens(text.slice(wordFrom, wordTo));
    if (tokens + own > maxTokens && wordFrom > start) {
      parts.push([start, wordFrom]);
      start = wordFrom;
      tokens = 0;
    }
    tokens += own;
  }
  parts.push([start, to]);
  return parts;
}

/** Words, and stretches of what is no word but goes on without a space, such as data written as letters. */
function* words(text: string, from: number, to: number, maxTokens: number): Generator<[number, number]> {
  for (const [wordFrom, wordTo] of bySegmenter(text.slice(from, to), 'word')) {
    let start = from + wordFrom;
    const end = from + wordTo;
    while (end - start > maxTokens) {
      const isPair = /[\ud800-\udbff]/.test(text[start + maxTokens - 1] ?? '');
      const cut = start + Math.max(isPair ? maxTokens - 1 : maxTokens, 1);
      yield [start, cut];
      start = cut;
    }
    yield [start, end];
  }
}
