import { describe, expect, it } from 'vitest';
import { decodeSound, hasFfmpeg } from '../../../../../tests/support/decode-sound.ts';
import { seededRandom } from '../../../../../tools/gguf/seeded-random.ts';
import { SOUND_FORMATS, type SoundFormatName } from './sound-formats.ts';

const RATE_HZ = 24_000;
const FORMATS = Object.keys(SOUND_FORMATS) as SoundFormatName[];

/** Something like a voice: a tone that swells, noise, silence, and the loudest samples there are. */
function testSound(length: number): Int16Array {
  const random = seededRandom(3);
  return Int16Array.from({ length }, (_, at) => {
    const part = Math.floor((at * 5) / length);
    if (part === 1) return 0;
    if (part === 2) return (random() - 0.5) * 20_000;
    if (part === 3) return at % 200 < 100 ? 32_767 : -32_768;
    return 12_000 * Math.sin(at / 15) * Math.sin((Math.PI * at) / length);
  });
}

async function encode(name: SoundFormatName, samples: Int16Array, piece: number): Promise<Buffer> {
  const encoder = await SOUND_FORMATS[name].open(RATE_HZ);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < samples.length; at += piece) parts.push(encoder.push(samples.slice(at, at + piece)));
  parts.push(encoder.end());
  encoder.dispose();
  encoder.dispose();
  return Buffer.concat(parts);
}

describe.each(FORMATS)('%s', (name) => {
  it('is the same however the samples come', async () => {
    const samples = testSound(20_011);
    const whole = await encode(name, samples, samples.length);
    const pieces = await encode(name, samples, 1_777);
    // Ogg pages end where pieces do.
    if (name === 'opus') expect(pieces.length / whole.length).toBeLessThan(1.2);
    else expect(pieces.equals(whole)).toBe(true);
  });

  it.runIf(hasFfmpeg).each([1, 480, 4_096, 4_097, 30_000])('of %i samples can be decoded', async (length) => {
    const samples = testSound(length);
    const file = await encode(name, samples, 5_000);
    const decoded = decodeSound(file, RATE_HZ, name === 'pcm' ? RATE_HZ : undefined);
    // An MP3 has whole frames, and the delays of its filters.
    if (name === 'mp3') expect(Math.abs(decoded.length - length)).toBeLessThan(4 * 576);
    else if (name === 'opus') expect(Math.abs(decoded.length - length)).toBeLessThan(3);
    else expect(Buffer.from(decoded.buffer).equals(Buffer.from(samples.buffer))).toBe(true);
    if (length > 20_000) {
      const energy = (sound: Int16Array) => sound.reduce((sum, sample) => sum + sample * sample, 0);
      expect(energy(decoded) / energy(samples)).toBeGreaterThan(0.4);
      expect(energy(decoded) / energy(samples)).toBeLessThan(1.3);
    }
  });

  it('of nothing is a file all the same', async () => {
    const file = await encode(name, new Int16Array(0), 1);
    if (name !== 'pcm' && name !== 'mp3') expect(file.length).toBeGreaterThan(40);
  });
});

it('FLAC takes less room than the samples', async () => {
  const tone = Int16Array.from({ length: 48_000 }, (_, at) => 9_000 * Math.sin(at / 20));
  expect((await encode('flac', tone, 4_000)).length).toBeLessThan(tone.length);
});
