/** What may be read of one document. A hostile one reaches a limit; a large honest one does not. */
export const READ_LIMITS = {
  /** Of JavaScript objects; what is beyond ends the thread. */
  heapMegabytes: 1_024,
  /** Without any progress. */
  silenceMs: 60_000,
  /** In all. */
  totalMs: 20 * 60_000,
  pages: 20_000,
  /** Of the whole text. */
  characters: 50_000_000,
  /** Of all that is unpacked from an archive such as DOCX or EPUB. */
  unpackedBytes: 256 * 1024 * 1024,
  /** How many times its packed size a part of an archive may have, where it is larger than a megabyte. */
  unpackRatio: 500,
  archiveEntries: 20_000,
  /** A page of A4 at 600 dots per inch has 35 million. */
  imagePixels: 40_000_000,
} as const;
