import { crc32, inflateRawSync } from 'node:zlib';
import { READ_LIMITS } from './read-limits.ts';
import { UnreadableDocument } from './unreadable-document.ts';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_BYTES = 22;
const DIRECTORY_ENTRY_BYTES = 46;
const LOCAL_ENTRY_BYTES = 30;
const LONGEST_COMMENT_BYTES = 0xffff;
const STORED = 0;
const DEFLATED = 8;
/** Below this no part is a bomb, whatever its ratio. */
const HARMLESS_BYTES = 1024 * 1024;

interface Entry {
  method: number;
  encrypted: boolean;
  checksum: number;
  packedBytes: number;
  unpackedBytes: number;
  offset: number;
}

/** See `READ_LIMITS`. */
interface ArchiveLimits {
  unpackedBytes: number;
  unpackRatio: number;
  archiveEntries: number;
}

/** A ZIP archive in memory. Nothing is unpacked before it is asked for. */
export interface Archive {
  names: readonly string[];
  /**
   * The bytes of one entry, or null where there is none of that name.
   * @throws UnreadableDocument `encrypted`, `damaged`, or `too_large` where all that was asked for exceeds the limits
   */
  read(name: string): Uint8Array | null;
}

/**
 * Opens a ZIP archive (APPNOTE.TXT 6.3.10). Only the directory at its end counts, and no two entries may share bytes:
 * that is how small files pretend to hold much.
 *
 * @throws UnreadableDocument `damaged` or `too_large`
 */
export function openArchive(bytes: Uint8Array, limits: ArchiveLimits = READ_LIMITS): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(view, bytes, limits);
  refuseOverlaps(entries, bytes.length);
  let unpackedBytes = 0;
  return {
    names: [...entries.keys()],
    read: (name) => {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      const content = unpack(view, bytes, entry, limits);
      unpackedBytes += content.length;
      if (unpackedBytes > limits.unpackedBytes) throw tooLarge();
      return content;
    },
  };
}

function readDirectory(view: DataView, bytes: Uint8Array, limits: ArchiveLimits): Map<string, Entry> {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.archiveEntries) throw tooLarge();
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let number = 0; number < count; number++) {
    if (at + DIRECTORY_ENTRY_BYTES > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw damaged();
    const nameBytes = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(
      bytes.subarray(at + DIRECTORY_ENTRY_BYTES, at + DIRECTORY_ENTRY_BYTES + nameBytes),
    );
    entries.set(name.replaceAll('\\', '/'), {
      encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      unpackedBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += DIRECTORY_ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT_BYTES); at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  throw damaged();
}

function refuseOverlaps(entries: ReadonlyMap<string, Entry>, size: number): void {
  let end = 0;
  for (const { offset, packedBytes } of [...entries.values()].sort((a, b) => a.offset - b.offset)) {
    if (offset < end) throw damaged();
    end = offset + LOCAL_ENTRY_BYTES + packedBytes;
    if (end > size) throw damaged();
  }
}

function unpack(view: DataView, bytes: Uint8Array, entry: Entry, limits: ArchiveLimits): Uint8Array {
  if (entry.encrypted) {
    throw new UnreadableDocument('encrypted', 'The file is locked with a password. Save it without one');
  }
  const { offset, packedBytes, unpackedBytes } = entry;
  if (view.getUint32(offset, true) !== LOCAL_ENTRY) throw damaged();
  const start =
    offset + LOCAL_ENTRY_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedBytes > bytes.length) throw damaged();
  const most = Math.min(limits.unpackedBytes, Math.max(HARMLESS_BYTES, packedBytes * limits.unpackRatio));
  if (unpackedBytes > most) throw tooLarge();
  const packed = bytes.subarray(start, start + packedBytes);
  const content = entry.method === STORED ? packed : inflate(packed, entry.method, most);
  if (crc32(content) !== entry.checksum) throw damaged();
  return content;
}

function inflate(packed: Uint8Array, method: number, mostBytes: number): Uint8Array {
  if (method !== DEFLATED) throw damaged();
  try {
    return inflateRawSync(packed, { maxOutputLength: mostBytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge();
    throw damaged();
  }
}

function damaged(): UnreadableDocument {
  return new UnreadableDocument('damaged', 'The file is damaged or not complete');
}

function tooLarge(): UnreadableDocument {
  return new UnreadableDocument('too_large', 'What is packed in the file is more than can be read');
}
