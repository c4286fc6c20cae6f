import { execFileSync } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from './start-tomo.ts';

export interface SmallDisk {
  path: string;
  /** Takes all the room that is left. */
  fill(): Promise<void>;
  /** Gives that room back. */
  makeRoom(): Promise<void>;
  makeReadOnly(): void;
  unmount(): void;
}

/** A file system in memory of this size, e.g. `1m`; null where this process may not mount one. */
export async function mountSmallDisk(size: string): Promise<SmallDisk | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const path = await temporaryDirectory();
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'ignore' });
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path);
  } catch {
    return null;
  }
  const unmount = () => {
    process.off('exit', unmount);
    run('umount', '--lazy', path);
  };
  process.once('exit', unmount);
  const filler = join(path, 'filler');
  return {
    path,
    fill: async () => {
      const file = await open(filler, 'a');
      try {
        for (;;) await file.write(Buffer.alloc(4096));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        await file.close();
      }
    },
    makeRoom: () => rm(filler, { force: true }),
    makeReadOnly: () => run('mount', '-o', 'remount,ro', path),
    unmount,
  };
}
