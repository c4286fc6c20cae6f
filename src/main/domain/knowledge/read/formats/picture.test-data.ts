import { PNG } from 'pngjs';

const LETTERS: Readonly<Record<string, readonly string[]>> = {
  T: ['#####', '  #', '  #', '  #', '  #', '  #', '  #'],
  E: ['#####', '#', '#', '####', '#', '#', '#####'],
  L: ['#', '#', '#', '#', '#', '#', '#####'],
  H: ['#   #', '#   #', '#   #', '#####', '#   #', '#   #', '#   #'],
  F: ['#####', '#', '#', '####', '#', '#', '#'],
  I: ['###', ' #', ' #', ' #', ' #', ' #', '###'],
  ' ': ['   '],
};
const DOT_PX = 6;

/** A PNG with a text in it; its letters are E, F, H, I, L and T. */
export function picture(text: string, width = 900, height = 140): Uint8Array {
  const png = new PNG({ width, height });
  png.data.fill(255);
  let left = 40;
  for (const letter of text) {
    const rows = LETTERS[letter] ?? [];
    for (const [y, row] of rows.entries()) {
      for (const [x, dot] of [...row].entries())
        if (dot === '#') paint(png, left + x * DOT_PX, 40 + y * DOT_PX);
    }
    left += (Math.max(...rows.map((row) => row.length)) + 1) * DOT_PX;
  }
  return new Uint8Array(PNG.sync.write(png));
}

function paint(png: PNG, left: number, top: number): void {
  for (let y = top; y < top + DOT_PX; y++) {
    const start = (y * png.width + left) * 4;
    for (let x = 0; x < DOT_PX; x++) png.data.fill(0, start + x * 4, start + x * 4 + 3);
  }
}
