import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const NEEDED_MAJOR = 24;

/** The Node that Tomo runs on: this one where it is new enough, else the one that is installed with the project. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return process.execPath;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  for (const place of [
    ['node_modules', 'node', 'bin', name],
    ['node_modules', '.bin', name],
  ]) {
    const file = join(ROOT, ...place);
    if (existsSync(file)) return file;
  }
  return null;
}
