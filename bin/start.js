import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNode, ROOT } from './node-24.js';
import { runChild } from './run-child.js';
import { ensureBuilt, ensureInstalled } from './set-up.js';

const ELECTRON = join(ROOT, 'node_modules', 'electron');
const ELECTRON_FETCH_MS = 300_000;

await ensureInstalled();
await ensureBuilt();
const electron = canShowWindow() ? fetchElectron() : null;
const args = process.argv.slice(2);
if (electron !== null) {
  process.exitCode = await runChild(electron, [ROOT, ...args]);
} else {
  process.exitCode = await runChild(findNode(), [join(ROOT, 'bin', 'tomo.js'), 'serve', '--open', ...args]);
}

/** Without a display there is no window to open; the server then says where a browser finds the app. */
function canShowWindow() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Electron's program, which is fetched at the first start; null where it cannot be had. */
function fetchElectron() {
  const installed = electronFile();
  if (installed !== null) return installed;
  process.stderr.write('Fetching Electron (once) …\n');
  spawnSync(findNode(), [join(ELECTRON, 'install.js')], { stdio: 'ignore', timeout: ELECTRON_FETCH_MS });
  const fetched = electronFile();
  if (fetched === null)
    process.stderr.write("Electron's program cannot be fetched here; Tomo opens in a browser.\n");
  return fetched;
}

function electronFile() {
  const pathFile = join(ELECTRON, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const file = join(ELECTRON, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(file) ? file : null;
}
