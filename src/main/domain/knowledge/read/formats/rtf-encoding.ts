/** Code pages by the number of a font's character set, where it differs from the document's. */
const CHARSET_PAGES: Readonly<Record<number, number>> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};

const ENCODINGS: Readonly<Record<number, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  65001: 'utf-8',
};

/** The code page of a font's `\fcharset`, or null where it has none of its own. */
export function pageOfCharset(charset: number): number | null {
  return CHARSET_PAGES[charset] ?? null;
}

/** What reads the bytes of a code page. */
export function decoderOfPage(page: number): InstanceType<typeof TextDecoder> {
  const windows = page >= 1250 && page <= 1258 ? `windows-${page}` : 'windows-1252';
  return new TextDecoder(ENCODINGS[page] ?? windows);
}
