import { analyse } from 'chardet';

export interface DecodedText {
  text: string;
  /** As `TextDecoder` calls it. */
  encoding: string;
  /** Whether bytes had to be replaced that mean nothing. */
  broken: boolean;
}

const BYTE_ORDER_MARKS: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
/** Enough to tell an encoding by. */
const SAMPLE_BYTES = 64 * 1024;
const REPLACEMENT = '\uFFFD';
const FOREIGN_SHARE = 0.2;
/** Of 100. */
const CONFIDENCE_MIN = 60;

/**
 * Text in whatever encoding it is in: what its first bytes say, UTF-8 where it is that, else what its letters look
 * like. @returns null where it is no text
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const marked = BYTE_ORDER_MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte));
  if (marked !== undefined) return textIn(bytes, marked[1]);
  const utf16 = looksLikeUtf16(bytes);
  if (utf16 !== null) return textIn(bytes, utf16);
  if (bytes.includes(0)) return null;
  return textIn(bytes, isMostlyUtf8(bytes) ? 'utf-8' : likeliestEncoding(bytes));
}

/** Letters of other encodings hardly ever happen to be UTF-8; with a little damage it still is that. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  if (broken === 0) return true;
  const whole = text.match(/[^\0-\x7f\uFFFD]/g)?.length ?? 0;
  return whole > broken * 4;
}

function textIn(bytes: Uint8Array, encoding: string): DecodedText | null {
  return ifText(new TextDecoder(encoding).decode(bytes), encoding);
}

/** Bytes that happen to be letters are still no text when control characters stand between them. */
function ifText(text: string, encoding: string): DecodedText | null {
  const sample = text.slice(0, SAMPLE_BYTES);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells a text from other bytes
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  if (controls > sample.length / 50) return null;
  return { text, encoding, broken: text.includes(REPLACEMENT) };
}

function likeliestEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const foreign = sample.reduce((count, byte) => count + (byte > 0x7f ? 1 : 0), 0) / sample.length;
  for (const { name, confidence } of analyse(sample)) {
    const encoding = known(name);
    if (encoding === null || encoding === 'utf-8') continue;
    // Few foreign letters tell little about where they are from, and most such texts are Western.
    if (foreign < FOREIGN_SHARE && confidence < CONFIDENCE_MIN) continue;
    if (!new TextDecoder(encoding).decode(sample).includes(REPLACEMENT)) return encoding;
  }
  return 'windows-1252';
}

/** Null for an encoding that cannot be read here. */
function known(name: string): string | null {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
}

/** Every other byte of Latin text in UTF-16 is zero. */
function looksLikeUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 1_024);
  if (sample.length < 4 || sample.length % 2 !== 0) return null;
  let even = 0;
  let odd = 0;
  for (const [at, byte] of sample.entries()) if (byte === 0) at % 2 === 0 ? even++ : odd++;
  const half = sample.length / 2;
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.6 && odd < half * 0.1) return 'utf-16be';
  return null;
}
