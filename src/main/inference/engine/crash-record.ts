import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { EngineError } from '../engine-error.ts';

const CRASHES_UNTIL_REFUSED = 2;

/** Remembers which files took the engine down while they were loaded, so that one of them cannot do it for ever. */
export class CrashRecord {
  readonly #crashes = new Map<string, { version: string; count: number }>();

  /** Counts a crash against the file, as it is on the disk now. */
  crashed(file: string): void {
    const version = versionOf(file);
    const known = this.#crashes.get(file);
    this.#crashes.set(file, { version, count: known?.version === version ? known.count + 1 : 1 });
  }

  loaded(file: string): void {
    this.#crashes.delete(file);
  }

  /** @throws EngineError `model_invalid` when this very file has crashed the engine twice in a row. */
  check(file: string): void {
    const known = this.#crashes.get(file);
    if (!known || known.count < CRASHES_UNTIL_REFUSED || known.version !== versionOf(file)) return;
    throw new EngineError(
      'model_invalid',
      `${basename(file)} stopped the engine twice while it was being loaded: the file is damaged, or needs more memory than there is.`,
    );
  }
}

function versionOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.size}:${stat.mtimeMs}` : 'missing';
}
