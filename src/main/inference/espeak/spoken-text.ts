/**
 * Prepares a person's or a model's text for espeak-ng, which reads SSML and has commands of its own: control
 * characters, `[[phonemes]]`, and private characters that it uses inside. None of them may come from outside.
 */
export function spokenText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\uFFFD\u2028\u2029]+/gu, ' ')
    .replace(/\[\[|\]\]/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/**
 * Cuts a long text where a voice would pause, so that other work gets its turn between the pieces. Joined, the
 * pieces are the text.
 */
export function spokenPieces(text: string, longestChars: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > longestChars) {
    const head = rest.slice(0, longestChars);
    const cut =
      lastEnd(head, /[.!?。！？…\n]+[\s"'”’)\]]*/g) ||
      lastEnd(head, /[,;:、，；：]\s*/g) ||
      lastEnd(head, /\s+/g);
    const at = cut || safeCut(head);
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  pieces.push(rest);
  return pieces;
}

function lastEnd(text: string, pattern: RegExp): number {
  return Math.max(0, ...[...text.matchAll(pattern)].map((match) => match.index + match[0].length));
}

/** Not between the two halves of a surrogate pair. */
function safeCut(head: string): number {
  return /[\uD800-\uDBFF]$/.test(head) ? head.length - 1 : head.length;
}
