/** A line of text: where it stands, in points from the lower left corner, and how large it is. */
export interface PdfText {
  text: string;
  x?: number;
  y: number;
  size?: number;
}

export interface PdfOptions {
  /** Titles of the table of contents, each with the number of its page from 1. */
  outline?: readonly { title: string; page: number }[];
  title?: string;
  /** As if with a password; its text cannot be read without one, not even by whoever made this. */
  encrypted?: boolean;
}

/** A PDF of these pages in Helvetica; its letters are those of Windows-1252. */
export function makePdf(pages: readonly (readonly PdfText[])[], options: PdfOptions = {}): Uint8Array {
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const pageAt = (index: number) => 4 + index * 2;
  const outlineAt = pageAt(pages.length);
  const outline = options.outline ?? [];

  add(`<< /Type /Catalog /Pages 2 0 R${outline.length > 0 ? ` /Outlines ${outlineAt} 0 R` : ''} >>`);
  const kids = pages.map((_, at) => `${pageAt(at)} 0 R`).join(' ');
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  for (const [at, lines] of pages.entries()) {
    const content = lines.map(
      ({ text, x = 72, y, size = 11 }) => `BT /F1 ${size} Tf ${x} ${y} Td (${escaped(text)}) Tj ET`,
    );
    const stream = content.join('\n');
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${pageAt(at) + 1} 0 R >>`,
    );
    add(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
  }
  if (outline.length > 0) {
    const last = outlineAt + outline.length;
    add(`<< /Type /Outlines /First ${outlineAt + 1} 0 R /Last ${last} 0 R /Count ${outline.length} >>`);
    for (const [at, { title, page }] of outline.entries()) {
      const next = at < outline.length - 1 ? ` /Next ${outlineAt + at + 2} 0 R` : '';
      const before = at > 0 ? ` /Prev ${outlineAt + at} 0 R` : '';
      add(
        `<< /Title (${escaped(title)}) /Parent ${outlineAt} 0 R /Dest [${pageAt(page - 1)} 0 R /Fit]${next}${before} >>`,
      );
    }
  }
  add(`<< /Title (${escaped(options.title ?? '')}) >>`);
  const info = objects.length;
  const key = 'x'.repeat(32);
  if (options.encrypted) add(`<< /Filter /Standard /V 1 /R 2 /P -4 /O (${key}) /U (${key}) >>`);
  return written(objects, info, options.encrypted === true);
}

function written(objects: readonly string[], info: number, encrypted: boolean): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets: number[] = [];
  for (const [at, body] of objects.entries()) {
    offsets.push(file.length);
    file += `${at + 1} 0 obj\n${body}\nendobj\n`;
  }
  const start = file.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const lock = encrypted ? ` /Encrypt ${objects.length} 0 R /ID [(a) (a)]` : '';
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${info} 0 R${lock} >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(file, 'latin1'));
}

function escaped(text: string): string {
  return text.replace(/[\\()]/g, '\\$&');
}

/** Lines from the top of a page downwards, at the distance that texts are set in. */
export function pageOf(lines: readonly string[], size = 11): PdfText[] {
  return lines
    .map((text, at) => ({ text, y: 780 - at * size * 1.3, size }))
    .filter(({ text }) => text !== '');
}
