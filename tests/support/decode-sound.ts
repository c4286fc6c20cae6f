import { spawnSync } from 'node:child_process';

/** Whether ffmpeg is here to decode with. */
export const hasFfmpeg = spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).status === 0;

/** The samples of a file of sound, one channel. @param raw for samples without a header: their rate */
export function decodeSound(file: Uint8Array, rateHz: number, raw?: number): Int16Array {
  const input = raw === undefined ? [] : ['-f', 's16le', '-ar', `${raw}`, '-ac', '1'];
  const output = ['-f', 's16le', '-ar', `${rateHz}`, '-ac', '1', '-'];
  const { stdout, stderr, status } = spawnSync('ffmpeg', ['-v', 'error', ...input, '-i', '-', ...output], {
    input: file,
    maxBuffer: 1024 ** 3,
  });
  if (status !== 0) throw new Error(`ffmpeg: ${stderr}`);
  return new Int16Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + (stdout.length & ~1)));
}
