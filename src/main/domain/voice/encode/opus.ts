import type { SampleRate } from 'libopus-wasm';
import { OggStream } from './ogg-stream.ts';
import type { SoundEncoder } from './sound-encoder.ts';

const FRAME_MS = 20;
const BITRATE_BPS = 32_000;
/** Opus counts its time at this rate, whatever is encoded. */
const CLOCK_HZ = 48_000;

/**
 * Opus in Ogg, by libopus.
 * Source: RFC 7845, "Ogg Encapsulation for the Opus Audio Codec".
 */
export async function openOpus(sampleRateHz: number): Promise<SoundEncoder> {
  const { createEncoder, Application } = await import('libopus-wasm');
  const frameSamples = (sampleRateHz * FRAME_MS) / 1000;
  const encoder = await createEncoder({
    channels: 1,
    sampleRate: sampleRateHz as SampleRate,
    application: Application.Voip,
    bitrate: BITRATE_BPS,
    frameSize: frameSamples,
  });
  const ticks = CLOCK_HZ / sampleRateHz;
  const preSkip = encoder.getLookahead() * ticks;
  const ogg = new OggStream();
  let before = Buffer.concat([
    ogg.page([opusHead(preSkip, sampleRateHz)], 0, 'first'),
    ogg.page([opusTags()], 0),
  ]);
  let waiting = new Int16Array(0);
  let pushed = 0;
  let encoded = 0;
  const encode = (samples: Int16Array): Uint8Array[] => {
    waiting = joined(waiting, samples);
    const packets: Uint8Array[] = [];
    for (; waiting.length >= frameSamples; waiting = waiting.slice(frameSamples)) {
      packets.push(encoder.encode(waiting.slice(0, frameSamples)).slice());
      encoded += frameSamples;
    }
    return packets;
  };
  const begin = (bytes: Buffer) => {
    const all = Buffer.concat([before, bytes]);
    before = Buffer.alloc(0);
    return all;
  };
  let freed = false;
  return {
    push(samples) {
      pushed += samples.length;
      const packets = encode(samples);
      return begin(
        packets.length === 0 ? Buffer.alloc(0) : ogg.pages(packets, encoded * ticks, frameSamples * ticks),
      );
    },
    end() {
      // As much silence as brings the last sound out of the encoder; the position says where the sound ends.
      const silence = frameSamples - ((pushed + preSkip / ticks) % frameSamples) + preSkip / ticks;
      const packets = encode(new Int16Array(silence));
      return begin(ogg.pages(packets, pushed * ticks + preSkip, frameSamples * ticks, 'last'));
    },
    dispose() {
      if (!freed) encoder.free();
      freed = true;
    },
  };
}

function opusHead(preSkip: number, sampleRateHz: number): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt16LE(preSkip, 10);
  head.writeUInt32LE(sampleRateHz, 12);
  return head;
}

function opusTags(): Buffer {
  const vendor = 'Tomo';
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4);
  tags.write('OpusTags', 0, 'latin1');
  tags.writeUInt32LE(vendor.length, 8);
  tags.write(vendor, 12, 'latin1');
  return tags;
}

function joined(first: Int16Array, second: Int16Array): Int16Array<ArrayBuffer> {
  const all = new Int16Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
