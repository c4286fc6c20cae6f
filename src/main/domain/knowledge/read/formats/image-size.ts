/** Width and height of a picture in pixels, by its header alone; null where they cannot be told. */
export function imageSize(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  try {
    if (head.startsWith('\x89PNG')) return { width: view.getUint32(16), height: view.getUint32(20) };
    if (head.startsWith('GIF8')) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (head.startsWith('BM')) {
      return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
    }
    if (head.startsWith('\xff\xd8')) return jpegSize(view);
    if (head.slice(8, 12) === 'WEBP') return webpSize(view, head.slice(12, 16));
    return tiffSize(view, head.startsWith('II'));
  } catch {
    // The file ends before its header does.
    return null;
  }
}

/** The frame header is one of the first segments (ITU-T T.81, B.2.2). */
function jpegSize(view: DataView): { width: number; height: number } | null {
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
}

/** Lossy, lossless, or extended (RFC 9649). */
function webpSize(view: DataView, kind: string): { width: number; height: number } | null {
  if (kind === 'VP8 ') {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (kind !== 'VP8X') return null;
  const width = view.getUint16(24, true) + (view.getUint8(26) << 16) + 1;
  return { width, height: view.getUint16(27, true) + (view.getUint8(29) << 16) + 1 };
}

/** The entries 256 and 257 of the first directory (TIFF 6.0, section 8). */
function tiffSize(view: DataView, little: boolean): { width: number; height: number } | null {
  const directory = view.getUint32(4, little);
  const found = new Map<number, number>();
  const count = view.getUint16(directory, little);
  for (let at = directory + 2; at < directory + 2 + count * 12; at += 12) {
    const isShort = view.getUint16(at + 2, little) === 3;
    const value = isShort ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little);
    found.set(view.getUint16(at, little), value);
  }
  const [width, height] = [found.get(256), found.get(257)];
  return width === undefined || height === undefined ? null : { width, height };
}
