import { access, chmod, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/** The data directory cannot be used; the message is one plain line for the person who started Tomo. */
export class DataDirectoryError extends Error {
  override readonly name = 'DataDirectoryError';
}

export interface DataDirectory {
  path: string;
  /** Lets another server use it; may be called twice. */
  release(): void;
}

/**
 * Makes the directory where there is none (mode 0700) and claims it for this process. The claim is a lock that the
 * operating system holds, so it ends with the process however that ends.
 *
 * @throws DataDirectoryError when it cannot be read or written, or another server uses it.
 */
export async function claimDataDirectory(path: string): Promise<DataDirectory> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    if (process.platform !== 'win32') await chmod(path, 0o700);
  } catch (error) {
    throw new DataDirectoryError(`cannot use the data directory ${path}: ${reason(error)}`);
  }

  const lock = openLock(path);
  let released = false;
  return {
    path,
    release() {
      if (released) return;
      released = true;
      lock.close();
    },
  };
}

function openLock(path: string): BetterSqlite3.Database {
  let lock: BetterSqlite3.Database | undefined;
  try {
    lock = new BetterSqlite3(join(path, 'lock.sqlite'), { timeout: 0 });
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DataDirectoryError(`another Tomo is already using the data directory ${path}`);
    }
    throw new DataDirectoryError(`cannot use the data directory ${path}: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EROFS':
    case 'SQLITE_READONLY':
    case 'SQLITE_READONLY_DIRECTORY':
      return 'it is read-only';
    // What Node reports for a new folder on a read-only disk, too.
    case 'ENOENT':
      return 'it cannot be made there';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'it is not a directory';
    case 'ENOSPC':
    case 'SQLITE_FULL':
      return 'the disk is full';
    default:
      return code ?? (error instanceof Error ? error.message : 'unknown error');
  }
}
