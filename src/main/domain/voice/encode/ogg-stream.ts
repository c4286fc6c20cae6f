const HEADER_BYTES = 27;
const SEGMENT_BYTES = 255;
const SEGMENTS_MAX = 255;
/** A page is read as a whole: one that lasts a second is late by no more. */
const PACKETS_PER_PAGE = 50;
const SERIAL = 0x546f6d6f;

/**
 * One logical stream of Ogg pages.
 * Source: RFC 3533, "The Ogg Encapsulation Format Version 0".
 */
export class OggStream {
  #pages = 0;

  /** @param position the stream's time at the end of the last packet */
  page(packets: readonly Uint8Array[], position: number, place?: 'first' | 'last'): Buffer {
    const lacing = packets.flatMap(({ length }) => [
      ...new Array<number>(Math.floor(length / SEGMENT_BYTES)).fill(SEGMENT_BYTES),
      length % SEGMENT_BYTES,
    ]);
    if (lacing.length > SEGMENTS_MAX) throw new RangeError('the packets do not fit on one Ogg page');
    const header = Buffer.alloc(HEADER_BYTES);
    header.write('OggS', 0, 'latin1');
    header.writeUInt8(place === 'first' ? 2 : place === 'last' ? 4 : 0, 5);
    header.writeBigInt64LE(BigInt(Math.round(position)), 6);
    header.writeUInt32LE(SERIAL, 14);
    header.writeUInt32LE(this.#pages++, 18);
    header.writeUInt8(lacing.length, 26);
    const page = Buffer.concat([header, Buffer.from(lacing), ...packets]);
    page.writeUInt32LE(checksum(page), 22);
    return page;
  }

  /** As many pages as the packets need. @param end the time at the end of the last packet, each of which lasts as long */
  pages(packets: readonly Uint8Array[], end: number, packetTicks: number, place?: 'last'): Buffer {
    const pages: Buffer[] = [];
    for (let at = 0; at < packets.length; at += PACKETS_PER_PAGE) {
      const here = packets.slice(at, at + PACKETS_PER_PAGE);
      const following = packets.length - at - here.length;
      pages.push(this.page(here, end - following * packetTicks, following === 0 ? place : undefined));
    }
    return Buffer.concat(pages);
  }
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte << 24;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder << 1) ^ (remainder < 0 ? 0x04c11db7 : 0);
  return remainder >>> 0;
});

function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = ((sum << 8) ^ (TABLE[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  return sum;
}
