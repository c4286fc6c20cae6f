/**
 * The printable stand-ins that byte-level BPE vocabularies use for the 256 byte values: printable Latin-1
 * bytes stand for themselves, the others take code points from 256 on. Source: OpenAI GPT-2, `bytes_to_unicode`.
 */
export const BYTE_ALPHABET: readonly string[] = makeByteAlphabet();

function makeByteAlphabet(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCodePoint(printable ? byte : next++);
  });
}

/** Text as the stand-ins of its UTF-8 bytes: a space becomes `Ġ`, a line feed `Ċ`. */
export function toByteAlphabet(text: string): string {
  return Array.from(Buffer.from(text, 'utf8'), (byte) => BYTE_ALPHABET[byte]).join('');
}
