import { readBytes } from './read-bytes.ts';

/** Reads bytes and shows each passage as `[page] heading: content`. */
export async function readShown(filename: string, content: Uint8Array | string): Promise<string[]> {
  const bytes = new Uint8Array(Buffer.from(content as Uint8Array));
  const { passages } = await readBytes(bytes, { filename, onProgress: () => {} });
  return passages.map(
    ({ page, heading, content }) => `${page === null ? '' : `[${page}] `}${heading ?? ''}: ${content}`,
  );
}

/** The XML that says which part of an Office file is meant by which id. */
export function relations(
  targets: Readonly<Record<string, readonly [type: string, target: string]>>,
): string {
  const parts = Object.entries(targets).map(
    ([id, [type, target]]) =>
      `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
  );
  return `<Relationships>${parts.join('')}</Relationships>`;
}
