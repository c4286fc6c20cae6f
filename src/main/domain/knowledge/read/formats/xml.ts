import { Parser } from 'htmlparser2';

const BYTES_AT_ONCE = 64 * 1024;

export type Attributes = Readonly<Record<string, string>>;

/** What is told of an XML file; names come without their namespace's prefix. */
export interface XmlEvents {
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Reads XML from its beginning to its end. Entities other than XML's own five are not known, document types are passed
 * over, nothing is fetched; broken XML is read as far as it makes sense.
 */
export function parseXml(bytes: Uint8Array, events: XmlEvents): void {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => events.open?.(localName(name), attributes),
      onclosetag: (name) => events.close?.(localName(name)),
      ontext: (text) => events.text?.(text),
    },
    { xmlMode: true, decodeEntities: true },
  );
  const decoder = decoderOf(bytes);
  for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE) {
    parser.write(decoder.decode(bytes.subarray(at, at + BYTES_AT_ONCE), { stream: true }));
  }
  parser.end(decoder.decode());
}

/** The value of an attribute, whatever its prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  if (attributes[name] !== undefined) return attributes[name];
  for (const [key, value] of Object.entries(attributes)) if (localName(key) === name) return value;
  return undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decoderOf(bytes: Uint8Array): InstanceType<typeof TextDecoder> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be');
  const declaration = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const encoding = /^\s*<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(declaration)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(encoding);
  } catch {
    return new TextDecoder();
  }
}
