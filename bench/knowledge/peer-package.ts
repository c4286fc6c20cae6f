import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NotInstalledError } from './searched-store.ts';

/** A folder in which the peers were installed with npm; they are no part of Tomo's own dependencies. */
const FOLDER = process.env['TOMO_BENCH_PEERS'];

/** @throws NotInstalledError */
export async function peerPackage<Package>(name: string): Promise<Package> {
  const from = FOLDER === undefined ? import.meta.url : pathToFileURL(join(FOLDER, 'package.json'));
  try {
    return createRequire(from)(name) as Package;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new NotInstalledError(name);
  }
}
