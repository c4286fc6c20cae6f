const HEADER_BYTES = 44;

/**
 * One channel of 16-bit samples as a WAV file.
 * Source: http://soundfile.sapp.org/doc/WaveFormat/
 */
export function encodeWav(samples: Int16Array, sampleRateHz: number): Buffer {
  const dataBytes = samples.length * 2;
  const wav = Buffer.alloc(HEADER_BYTES + dataBytes);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(sampleRateHz, 24);
  wav.writeUInt32LE(sampleRateHz * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(dataBytes, 40);
  for (const [index, sample] of samples.entries()) wav.writeInt16LE(sample, HEADER_BYTES + index * 2);
  return wav;
}

/** Reads back what `encodeWav` wrote. @throws RangeError when it is something else */
export function decodeWav(wav: Buffer): { samples: Int16Array; sampleRateHz: number } {
  const ours =
    wav.byteLength >= HEADER_BYTES &&
    wav.toString('latin1', 0, 4) === 'RIFF' &&
    wav.toString('latin1', 36, 40) === 'data' &&
    wav.readUInt16LE(22) === 1 &&
    wav.readUInt16LE(34) === 16;
  if (!ours) throw new RangeError('not a WAV file of one channel of 16-bit samples');
  const count = Math.min(wav.readUInt32LE(40), wav.byteLength - HEADER_BYTES) >> 1;
  const samples = Int16Array.from({ length: count }, (_, index) => wav.readInt16LE(HEADER_BYTES + index * 2));
  return { samples, sampleRateHz: wav.readUInt32LE(24) };
}
