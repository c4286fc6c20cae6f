import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** More bytes came than are taken. */
export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError';
}

/** The sender stopped before the end, or sent what is not an upload. */
export class BrokenUploadError extends Error {
  override readonly name = 'BrokenUploadError';
}

/**
 * Writes a stream beside its place, lets `check` look at it, and moves it there. Whatever fails, nothing is left behind
 * and an older file at that place stays.
 *
 * @throws FileTooLargeError, BrokenUploadError, what `check` throws, or the file system's error.
 */
export async function receiveFile(
  source: Readable,
  place: string,
  options: { bytesMax: number; check(file: string): Promise<void> },
): Promise<void> {
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  const partial = `${place}.${randomBytes(6).toString('hex')}.part`;
  let byteCount = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      byteCount += chunk.length;
      if (byteCount > options.bytesMax) done(new FileTooLargeError('too many bytes'));
      else done(null, chunk);
    },
  });
  try {
    await pipeline(source, limit, createWriteStream(partial, { mode: 0o600, flush: true })).catch(
      asUploadError,
    );
    await options.check(partial);
    await rename(partial, place);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Removes what uploads have left in a folder that were cut off by the end of the program. */
export async function removeLeftovers(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  const partial = names.filter((name) => name.endsWith('.part'));
  await Promise.all(partial.map((name) => rm(join(directory, name), { force: true })));
}

/** Only the file system names a system call in its errors; whatever else went wrong came with the stream. */
function asUploadError(error: NodeJS.ErrnoException): never {
  if (error instanceof FileTooLargeError || error.syscall !== undefined) throw error;
  throw new BrokenUploadError('the upload broke off', { cause: error });
}
