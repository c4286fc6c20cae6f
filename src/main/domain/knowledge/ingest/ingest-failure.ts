import { EngineError } from '../../../inference/engine-error.ts';
import { UnreadableDocument } from '../read/unreadable-document.ts';

export interface IngestFailure {
  code: string;
  /** For a person. */
  message: string;
  /** What Tomo's log may know and nobody else. */
  cause: unknown;
}

/** Why a document cannot be read; null for what is not its fault and may be gone when it is tried again. */
export function failureOf(error: unknown): IngestFailure | null {
  if (error instanceof UnreadableDocument)
    return { code: error.code, message: error.message, cause: undefined };
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOENT') {
    return { code: 'missing', message: 'The file is no longer there; upload it again', cause: undefined };
  }
  if (error instanceof EngineError || code === 'ENOSPC' || code?.startsWith('SQLITE_')) return null;
  return {
    code: 'internal',
    message: 'Something went wrong while it was read; the log says what',
    cause: error,
  };
}
