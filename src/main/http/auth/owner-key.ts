import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const KEY_FILE = 'api-key';

/**
 * The owner's key of a data directory: the one in its `api-key` file, which is made at first start (mode 0600).
 */
export async function loadOwnerKey(dataDirectory: string): Promise<string> {
  const file = join(dataDirectory, KEY_FILE);
  try {
    const key = (await readFile(file, 'utf8')).trim();
    if (key !== '') {
      await chmod(file, 0o600);
      return key;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const key = `tomo_${randomBytes(32).toString('base64url')}`;
  await writeFile(file, `${key}\n`, { mode: 0o600 });
  return key;
}

/** Compares tokens with the owner's key; only the key's hash is kept. */
export class OwnerKey {
  readonly #hash: Buffer;

  constructor(key: string) {
    this.#hash = digest(key);
  }

  /** Takes the same time whatever the token is. */
  matches(token: string): boolean {
    return timingSafeEqual(digest(token), this.#hash);
  }
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
