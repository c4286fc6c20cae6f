import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PAGE_LIVES_MS = 30_000;
const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

export interface Desktop {
  platform: NodeJS.Platform;
  /** The folders of the PATH, joined as the platform does. */
  path: string;
  /** Whether there is a screen to open a window on. */
  hasDisplay: boolean;
}

/** The program that opens a page on this desktop, and its arguments; null where there is none. */
export function openerFor(desktop: Desktop, page: string): { command: string; args: string[] } | null {
  if (!desktop.hasDisplay) return null;
  if (desktop.platform === 'darwin') return { command: 'open', args: [page] };
  if (desktop.platform === 'win32') return { command: 'explorer.exe', args: [page] };
  const find = (name: string) =>
    desktop.path
      .split(delimiter)
      .map((folder) => join(folder, name))
      .find((file) => existsSync(file));
  const chromium = CHROMIUMS.map(find).find((file) => file !== undefined);
  if (chromium !== undefined) return { command: chromium, args: [`--app=${page}`] };
  const opener = find('xdg-open');
  return opener === undefined ? null : { command: opener, args: [page] };
}

/**
 * Opens the app in a browser window, signed in. The key is handed over in a file that only this user can read: on a
 * command line every user of the machine could see it.
 *
 * @returns whether a browser was started.
 */
export async function openApp(address: string, directory: string, desktop: Desktop): Promise<boolean> {
  const file = join(directory, 'open-app.html');
  const opener = openerFor(desktop, pathToFileURL(file).href);
  if (opener === null) return false;
  const target = JSON.stringify(address).replaceAll('<', '\\u003c');
  const page = `<!doctype html><meta charset="utf-8"><title>Tomo</title><script>location.replace(${target})</script>`;
  await writeFile(file, page, { mode: 0o600 });
  setTimeout(() => void rm(file, { force: true }), PAGE_LIVES_MS).unref();
  return await new Promise((resolve) => {
    const browser = spawn(opener.command, opener.args, { detached: true, stdio: 'ignore' });
    browser.once('error', () => resolve(false));
    browser.once('spawn', () => {
      browser.unref();
      resolve(true);
    });
  });
}
