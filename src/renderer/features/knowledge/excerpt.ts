const WORD = /[\p{L}\p{N}]+/gu;
const SHORTEST_WORD = 3;

/** A passage from the sentence on that shares most words with what was looked for. */
export function excerpt(passage: string, query: string): string {
  const wanted = new Set(wordsOf(query));
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  let best = { index: 0, count: 0 };
  for (const { index, segment } of segmenter.segment(passage)) {
    const count = new Set(wordsOf(segment).filter((word) => wanted.has(word))).size;
    if (count > best.count) best = { index, count };
  }
  return best.index === 0 ? passage : `… ${passage.slice(best.index).trimStart()}`;
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(WORD) ?? []).filter((word) => word.length >= SHORTEST_WORD);
}
