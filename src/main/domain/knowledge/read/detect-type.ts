import { UnreadableDocument } from './unreadable-document.ts';

/** What files are told apart by; `archive` and `text` are looked into further. */
export type FileType = 'pdf' | 'archive' | 'rtf' | 'image' | 'text';

const ASCII_SEARCHED = 1_024;
/** Where a compound file of Microsoft's names its parts. */
const COMPOUND_SEARCHED = 1024 * 1024;

const IMAGES: readonly string[] = ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'BM', 'II*\0', 'MM\0*'];
const OTHERS: readonly (readonly [string, string])[] = [
  ['MZ', 'a program'],
  ['\x7fELF', 'a program'],
  ['\x1f\x8b', 'a compressed file'],
  ['7z\xbc\xaf', 'a compressed file'],
  ['Rar!', 'a compressed file'],
  ['SQLite format 3', 'a database'],
  ['OggS', 'a sound file'],
  ['fLaC', 'a sound file'],
  ['ID3', 'a sound file'],
  ['GGUF', 'a model'],
  ['glTF', 'a 3D model'],
];

/**
 * What a file is by its first bytes, whatever it is called.
 *
 * @throws UnreadableDocument `empty`, `encrypted`, `unsupported_type`
 */
export function detectType(bytes: Uint8Array): FileType {
  if (bytes.length === 0) throw new UnreadableDocument('empty', 'The file is empty');
  const head = latin1(bytes.subarray(0, ASCII_SEARCHED));
  if (head.includes('%PDF-')) return 'pdf';
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return 'archive';
  if (head.startsWith('{\\rtf')) return 'rtf';
  if (IMAGES.some((mark) => head.startsWith(mark)) || isWebp(head)) return 'image';
  if (head.startsWith('\xd0\xcf\x11\xe0')) refuseCompound(bytes);
  const other = OTHERS.find(([mark]) => head.startsWith(mark));
  if (other !== undefined) {
    throw new UnreadableDocument('unsupported_type', `This is ${other[1]}; there is no text to read in it`);
  }
  return 'text';
}

function isWebp(head: string): boolean {
  return head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP';
}

/** The format of Office before 2007, and what new Office wraps a file in that has a password. */
function refuseCompound(bytes: Uint8Array): never {
  const wide = [...'EncryptedPackage'].join('\0');
  if (latin1(bytes.subarray(0, COMPOUND_SEARCHED)).includes(wide)) {
    throw new UnreadableDocument(
      'encrypted',
      'The document is protected by a password; save a copy without one and upload that',
    );
  }
  throw new UnreadableDocument(
    'unsupported_type',
    'This is in the format of Office before 2007; save it as DOCX, XLSX or PPTX and upload that',
  );
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
