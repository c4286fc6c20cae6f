import { posix } from 'node:path';
import { UnreadableDocument } from '../unreadable-document.ts';
import type { Archive } from '../unzip.ts';
import { attribute, parseXml } from './xml.ts';

/** Where a part of an Office file points to. */
interface Relation {
  /** The last word of its type, such as `worksheet`. */
  type: string;
  /** The name of another part of the archive. */
  target: string;
}

/** The parts that a part of an Office file refers to, by id; links out of the file are left out. */
export function relationsOf(archive: Archive, part: string): Map<string, Relation> {
  const relations = new Map<string, Relation>();
  const folder = posix.dirname(part);
  const bytes = archive.read(posix.join(folder, '_rels', `${posix.basename(part)}.rels`));
  if (bytes === null) return relations;
  parseXml(bytes, {
    open: (name, attributes) => {
      const { Id: id, Type: type = '', Target: target, TargetMode: mode } = attributes;
      if (name !== 'Relationship' || id === undefined || target === undefined || mode === 'External') return;
      const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      relations.set(id, { type: type.slice(type.lastIndexOf('/') + 1), target: path });
    },
  });
  return relations;
}

/** The id of the relation that an element refers to. */
export function relationId(attributes: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];
}

/** The part's bytes. @throws UnreadableDocument `damaged` where it is missing */
export function requiredPart(archive: Archive, part: string): Uint8Array {
  const bytes = archive.read(part);
  if (bytes === null) throw new UnreadableDocument('damaged', 'The file is damaged: a part of it is missing');
  return bytes;
}

/** The title that the document gives itself in its properties, or null. */
export function titleIn(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  let inTitle = false;
  let title = '';
  parseXml(bytes, {
    open: (name) => {
      inTitle = name === 'title' && title === '';
    },
    close: () => {
      inTitle = false;
    },
    text: (text) => {
      if (inTitle) title += text;
    },
  });
  return title.replace(/\s+/g, ' ').trim() || null;
}

/** Whether an on/off element such as `<w:b/>` is on. */
export function isOn(attributes: Readonly<Record<string, string>>): boolean {
  return !/^(0|false|off|none)$/i.test(attribute(attributes, 'val') ?? 'true');
}
