/** A piece of an RTF file. */
export type RtfToken =
  | { kind: 'open' }
  | { kind: 'close' }
  | { kind: 'word'; word: string; value: number | null }
  /** A byte in the code page of the current font. */
  | { kind: 'byte'; byte: number }
  | { kind: 'text'; text: string };

const CONTROL_WORD = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?/y;
const PLAIN_TEXT = /[^\\{}\r\n]+/y;

/** The pieces of an RTF file (Rich Text Format 1.9.1); binary data within it is passed over. */
export function* rtfTokens(rtf: string): Generator<RtfToken> {
  let at = 0;
  while (at < rtf.length) {
    const sign = rtf[at];
    if (sign === '{' || sign === '}') {
      yield sign === '{' ? { kind: 'open' } : { kind: 'close' };
      at++;
    } else if (sign === '\r' || sign === '\n') at++;
    else if (sign !== '\\') {
      PLAIN_TEXT.lastIndex = at;
      const text = PLAIN_TEXT.exec(rtf)?.[0] ?? '';
      yield { kind: 'text', text };
      at += Math.max(1, text.length);
    } else {
      CONTROL_WORD.lastIndex = at;
      const found = CONTROL_WORD.exec(rtf);
      if (found === null) {
        yield symbol(rtf, at);
        at += rtf[at + 1] === "'" ? 4 : 2;
        continue;
      }
      const value = found[2] === undefined ? null : Number(found[2]);
      at += found[0].length;
      if (found[1] === 'bin') at += Math.max(0, value ?? 0);
      else yield { kind: 'word', word: found[1] ?? '', value };
    }
  }
}

function symbol(rtf: string, at: number): RtfToken {
  const sign = rtf[at + 1] ?? '';
  if (sign === "'") return { kind: 'byte', byte: Number.parseInt(rtf.slice(at + 2, at + 4), 16) || 0x3f };
  if (sign === '~') return { kind: 'text', text: ' ' };
  if (sign === '_') return { kind: 'text', text: '-' };
  if (sign === '-') return { kind: 'text', text: '' };
  if (sign === '*') return { kind: 'word', word: '*', value: null };
  if (sign === '\r' || sign === '\n') return { kind: 'word', word: 'par', value: null };
  return { kind: 'text', text: sign };
}
