import { DataDirectoryError } from '../storage/data-directory.ts';
import { NewerDatabaseError } from '../storage/migrate.ts';
import { UsageError } from './config/serve-options.ts';

/** Why the server could not start, in one plain line for whoever started it. */
export function explainStartFailure(error: unknown): string {
  if (
    error instanceof UsageError ||
    error instanceof DataDirectoryError ||
    error instanceof NewerDatabaseError
  ) {
    return error.message;
  }
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is in use; choose another with --port, or stop the program that uses it`;
    case 'EACCES':
      if (port === undefined) break;
      return `not allowed to listen on port ${port}; choose one above 1023 with --port`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'the address given with --host does not belong to this machine';
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return 'the database in the data directory is damaged; put back a copy from its backups folder';
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return 'the disk is full';
  }
  return `cannot start: ${message.split('\n', 1)[0]}`;
}
